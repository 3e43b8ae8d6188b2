package dev.rollcall.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.http.server.telemetry.Served;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    private final List<LogRecord> events = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord event) {
            events.add(event);
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    AccessLogTest() {
        Logging.ACCESS.addHandler(handler);
        Logging.ACCESS.setUseParentHandlers(false);
        Logging.ACCESS.setLevel(Level.ALL); // a configuration of one's own is left alone
        handler.setLevel(Level.ALL);
    }

    @AfterEach
    void forget() {
        Logging.ACCESS.removeHandler(handler);
        Logging.ACCESS.setUseParentHandlers(true);
        Logging.ACCESS.setLevel(null);
    }

    private static Served served(Optional<String> route, boolean isCut) throws UnknownHostException {
        return new Served(
                "4711",
                "GET",
                route,
                "/users/ada%40example.org",
                InetAddress.getByName("192.0.2.7"),
                Optional.of(new Actor(Actor.Kind.PERSON, "ada")),
                200,
                isCut,
                Duration.ofNanos(12_345_678));
    }

    @Test
    void at_info_there_is_no_personal_data() throws Exception {
        AccessLog.withoutPersonalData().accept(served(Optional.of("/users/{id}"), false));

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.INFO);
            assertThat(event.getMessage()).isEqualTo("GET /users/{id} 200 in 12.3 ms, request 4711 by person");
            assertThat(new JsonLines().format(event)).doesNotContain("ada", "192.0.2.7");
        });
    }

    @Test
    void in_full_it_tells_who_asked_for_what_from_where() throws Exception {
        AccessLog.full().accept(served(Optional.of("/users/{id}"), true));

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.FINE);
            assertThat(event.getMessage())
                    .isEqualTo(
                            "GET /users/ada%40example.org 200 cut in 12.3 ms, request 4711 by ada (person) from 192.0.2.7");
        });
    }

    @Test
    void as_json_each_part_is_a_member() throws Exception {
        AccessLog.full().accept(served(Optional.empty(), true));
        String thread = Thread.currentThread().getName();
        Thread.currentThread().setName(Served.THREAD + "4711");
        try {
            JsonNode json = new ObjectMapper().readTree(new JsonLines().format(events.getFirst()));
            assertThat(json.toString())
                    .contains(
                            "\"level\":\"debug\",\"logger\":\"dev.rollcall.access\"",
                            "\"request\":\"4711\",\"method\":\"GET\",\"route\":\"none\",\"status\":200,\"milliseconds\":12.3,"
                                    + "\"cut\":true,\"actorKind\":\"person\",\"path\":\"/users/ada%40example.org\","
                                    + "\"actor\":\"ada\",\"client\":\"192.0.2.7\"}");
        } finally {
            Thread.currentThread().setName(thread);
        }
    }
}

package example;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StaffTest {
    @Test
    void the_client_calls_the_roll_with_nothing_but_jackson() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/users/", exchange -> {
            String id = exchange.getRequestURI().getPath().substring("/users/".length());
            byte[] body = "{\"id\":\"%s\",\"name\":\"Ada\",\"email\":\"\"}".formatted(id).getBytes(StandardCharsets.UTF_8);
            boolean isKnown = id.equals("7");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(isKnown ? 200 : 404, isKnown ? body.length : -1);
            if (isKnown) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        try {
            String template = "http://127.0.0.1:%s/users/{id}".formatted(server.getAddress().getPort());
            RollCall call = Staff.call(template, Roster.of(List.of(new UserId("7"), new UserId("8"))));
            assertThat(call.answers().getFirst()).isInstanceOf(Answer.Present.class);
            assertThat(call.answers().getLast()).isInstanceOf(Answer.Absent.class);
            assertThat(HttpServer.class.getModule().isNamed() && Staff.class.getModule().isNamed()).isTrue();
        } finally {
            server.stop(0);
        }
    }
}

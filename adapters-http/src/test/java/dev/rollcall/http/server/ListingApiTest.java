package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.listing.ListedPage;
import dev.rollcall.domain.listing.ListingFailure;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ListingApiTest {
    private static final String PATH = "/api/remote-users";

    private final ServedSite site = new ServedSite();
    private final ServedSite cut = ServedSite.listing(Optional.of(ListingApiTest::cutAfterThree));

    private static ListedPage cutAfterThree(Optional<String> cursor) throws ListingFailure {
        return switch (cursor.orElse("")) {
            case "" -> new ListedPage(List.of(ServedSite.user("1"), ServedSite.user("2")), Optional.of("2"));
            case "2" -> new ListedPage(List.of(ServedSite.user("3")), Optional.of("3"));
            default -> throw new ListingFailure("503: down");
        };
    }

    @AfterEach
    void close() {
        site.close();
        cut.close();
    }

    @Test
    void lines_are_the_users_and_then_the_numbers() {
        HttpResponse<String> response = site.get(PATH);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(response.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("remote-users.ndjson");
        assertThat(response.body().lines())
                .hasSize(4)
                .first()
                .isEqualTo("{\"id\":\"1\",\"name\":\"Name of 1\",\"email\":\"\",\"active\":true}");
        assertThat(response.body().lines().skip(3)).containsExactly("{\"listed\":3,\"unreadable\":1,\"warnings\":[]}");
    }

    @Test
    void a_file_has_the_users_alone() {
        HttpResponse<String> response = site.get(PATH + "?format=csv");
        assertThat(response.body().lines()).hasSize(4).first().asString().startsWith("id,name,email,active");
        assertThat(site.get(PATH, "Accept", "text/csv").body()).isEqualTo(response.body());
    }

    @Test
    void a_list_that_cannot_begin_is_a_problem() {
        try (var away = ServedSite.listing(Optional.of(cursor -> {
                    throw new ListingFailure("503: down");
                }));
                var none = ServedSite.listing(Optional.empty())) {
            assertThat(away.get(PATH).statusCode()).isEqualTo(502);
            assertThat(away.get(PATH + "?format=csv").body())
                    .contains("/problems/listing-failed", "after 0 users: 503: down");
            assertThat(none.get(PATH).statusCode()).isEqualTo(404);
            assertThat(none.get(PATH).body()).contains("/problems/no-listing", "remote.list.uri");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "csv"})
    void a_list_that_is_cut_has_no_end(String format) throws Exception {
        byte[] request = "GET %s?format=%s HTTP/1.1\r\nHost: a\r\n\r\n"
                .formatted(PATH, format)
                .getBytes(StandardCharsets.US_ASCII);
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), cut.address().getPort())) {
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            String received = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(received)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Name of 3")
                    .doesNotEndWith("0\r\n\r\n");
            if (format.equals("ndjson")) {
                assertThat(received).contains("/problems/listing-failed", "after 3 users: 503: down");
            }
        }
    }

    @Test
    void formulas_are_for_csv() {
        assertThat(site.get(PATH + "?formulas=escaped").statusCode()).isEqualTo(400);
        assertThat(site.get(PATH + "?format=csv&formulas=escaped").statusCode()).isEqualTo(200);
    }
}

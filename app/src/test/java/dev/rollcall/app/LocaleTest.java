package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program where the system's language has other digits, another I or another calendar. */
@Timeout(120)
final class LocaleTest {
    private static final Pattern OTHER_DIGITS = Pattern.compile("[\\p{Nd}&&[^0-9]]");

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Duser.language=fa -Duser.country=IR",
                "-Duser.language=ar -Duser.country=EG",
                "-Duser.language=tr -Duser.country=TR",
                "-Duser.language=th -Duser.country=TH -Duser.variant=TH"
            })
    void it_serves_the_same_as_anywhere(String locale) throws Exception {
        try (var server = ServerProcess.startIn(List.of(locale.split(" ")), folder)) {
            URI address = server.awaitAddress();
            assertThat(put(address)).isEqualTo(201);
            for (String path : paths()) {
                assertThat(get(address, path)).as(path).doesNotContainPattern(OTHER_DIGITS);
            }
            assertThat(get(address, "api/users/I1/history"))
                    .contains("\"version\":")
                    .contains("Z\"");
            assertThat(get(address, "api/roll-calls?count=0&deadline=PT500S")).contains("at most PT30S");
        }
    }

    private static List<String> paths() {
        return List.of(
                "?q=i&sort=name",
                "users/I1",
                "users?count=20&deadline=PT5S",
                "api/users?limit=3&total=true",
                "api/users?format=csv",
                "api/roll-calls?count=20&format=csv",
                "api/roll-calls?count=x",
                "observe/metrics");
    }

    private int put(URI address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("api/users/I1"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"name\":\"Iris\",\"email\":\"\"}"))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    private String get(URI address, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("/" + path)).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}

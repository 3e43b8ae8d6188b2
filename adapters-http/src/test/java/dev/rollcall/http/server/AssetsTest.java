package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AssetsTest {
    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void pages_load_nothing_from_elsewhere() {
        assertThat(site.get("/users?count=3").body()).doesNotContain("http://", "https://", "src=\"//");
        assertThat(site.get("/").headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'");
    }

    @Test
    void the_style_sheet_the_script_and_the_icon_are_served_with_a_version() {
        Matcher asset = Pattern.compile("\"(/(?:style\\.css|script\\.js|favicon\\.svg)\\?v=[0-9a-f]+)\"")
                .matcher(ServedSite.links(site.get("/users")));
        for (int i = 0; i < 3; i++) {
            assertThat(asset.find()).isTrue();
            HttpResponse<String> response = site.get(asset.group(1));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("immutable");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?v=", "?v=00000000", "?w=1"})
    void a_version_that_is_not_ours_is_not_kept(String query) {
        HttpResponse<String> response = site.get("/style.css" + query);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
    }
}

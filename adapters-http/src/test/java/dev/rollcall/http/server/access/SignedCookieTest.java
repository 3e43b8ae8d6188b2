package dev.rollcall.http.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.http.server.web.BasePath;
import io.helidon.common.context.Context;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignedCookieTest {
    private static final BasePath BELOW = new BasePath("/rollcall");

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    private static SecretKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private SignedCookie cookie(String name, int seed) {
        return new SignedCookie(name, key(seed), Duration.ofMinutes(10), () -> now);
    }

    /** Returns who is named by a cookie that a browser sends back. */
    private static Optional<String> subject(SignedCookie by, String sent, BasePath base) {
        WritableHeaders<?> headers = WritableHeaders.create();
        headers.add(HeaderNames.COOKIE, sent);
        ServerRequest request = mock(ServerRequest.class);
        when(request.headers()).thenReturn(ServerRequestHeaders.create(headers));
        Context context = Context.create();
        when(request.context()).thenReturn(context);
        base.register(request);
        return by.read(request).map(JWTClaimsSet::getSubject);
    }

    private String sent(BasePath base) {
        var claims = new JWTClaimsSet.Builder().subject("ada");
        return cookie("session", 1).set(claims, base).get().replaceAll(";.*", "");
    }

    @Test
    void it_says_what_it_said_until_it_expires() {
        String sent = sent(BasePath.NONE);
        assertThat(sent).startsWith("__Host-session=");
        assertThat(subject(cookie("session", 1), sent, BasePath.NONE)).contains("ada");
        now = now.plus(Duration.ofMinutes(10));
        assertThat(subject(cookie("session", 1), sent, BasePath.NONE)).isEmpty();
    }

    @Test
    void below_a_path_it_has_another_name_since_other_sites_of_the_host_could_set_it() {
        String sent = sent(BELOW);
        assertThat(sent).startsWith("__Secure-session=");
        assertThat(subject(cookie("session", 1), sent, BELOW)).contains("ada");
        assertThat(subject(cookie("session", 1), sent, BasePath.NONE)).isEmpty();
    }

    @Test
    void it_is_worth_nothing_under_another_name_or_key() {
        String sent = sent(BasePath.NONE);
        assertThat(subject(cookie("session", 2), sent, BasePath.NONE)).isEmpty();
        assertThat(subject(cookie("attempt", 1), sent.replace("-session=", "-attempt="), BasePath.NONE))
                .isEmpty();
    }

    @Test
    void a_browser_forgets_it_at_once() {
        assertThat(cookie("session", 1).clear(BELOW).get())
                .isEqualTo("__Secure-session=; Max-Age=0; HttpOnly; Secure; SameSite=Lax; Path=/rollcall");
    }
}

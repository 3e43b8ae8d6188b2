package dev.rollcall.http.client.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.response.Malformed;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures of direct connections are tested with {@link UsersApiTest}, those of a tunnel with roll calls through proxies. */
final class ConnectionFailureTest {
    private static final HttpProxy PROXY = HttpProxy.parse("http://ada:s3cret@proxy.example:3128");
    private static final ConnectionFailure DIRECT =
            new ConnectionFailure(Optional.empty(), new FailureDetail(new Secrets()));
    private static final ConnectionFailure PROXIED =
            new ConnectionFailure(Optional.of(PROXY), new FailureDetail(secrets()));

    private static Secrets secrets() {
        var secrets = new Secrets();
        PROXY.authorization().ifPresent(secrets::add);
        return secrets;
    }

    private static Reply unavailable(String detail) {
        return new Reply.Unavailable(Reason.CONNECTION, "no connection: " + detail, Optional.empty());
    }

    private static Reply unusable(String detail) {
        return new Reply.Unusable(Reason.CONNECTION, "no connection: " + detail);
    }

    @Test
    void with_a_proxy_it_is_the_proxy_that_could_not_be_connected_to() {
        assertThat(PROXIED.of(new UnknownHostException("x")))
                .isEqualTo(unusable("the proxy's host not found: proxy.example"));
        assertThat(PROXIED.of(new ConnectException("Connection refused")))
                .isEqualTo(unavailable("the proxy proxy.example:3128 refused the connection"));
        assertThat(PROXIED.of(new ConnectException("Connection timed out")))
                .isEqualTo(unavailable("timed out (proxy proxy.example:3128)"));
        assertThat(PROXIED.of(new SocketException("Network is unreachable")))
                .isEqualTo(unavailable("network unreachable (proxy proxy.example:3128)"));
        assertThat(PROXIED.of(new NoRouteToHostException()))
                .isEqualTo(unavailable("no route to the host (proxy proxy.example:3128)"));
        assertThat(PROXIED.of(new ProtocolException("the host only has addresses of IPv6")))
                .isEqualTo(unusable("the host only has addresses of IPv6 (proxy proxy.example:3128)"));
        assertThat(PROXIED.of(new SocketTimeoutException("no connection in 1000 ms")))
                .isEqualTo(new Reply.Unavailable(
                        Reason.TIMEOUT, "no connection in 1000 ms (proxy proxy.example:3128)", Optional.empty()));
    }

    @Test
    void what_has_nothing_to_do_with_the_proxy_does_not_name_it() {
        assertThat(PROXIED.of(new Malformed("no"))).isEqualTo(new Reply.Unusable(Reason.MALFORMED, "no"));
        assertThat(PROXIED.of(new EOFException()))
                .isEqualTo(DIRECT.of(new EOFException()))
                .isInstanceOf(Reply.Unavailable.class);
        assertThat(PROXIED.of(new SocketException("Too many open files"))).isInstanceOf(Reply.Hindered.class);
    }

    @Test
    void a_407_of_a_forwarding_proxy_is_told_as_its_own() {
        assertThat(PROXIED.refusedBy(PROXY))
                .isEqualTo(new Reply.Unauthorized(
                        Reason.CONNECTION,
                        "no connection: the proxy proxy.example:3128 says 407 Proxy Authentication Required"));
    }

    @Test
    void a_certificate_that_leads_to_no_authority_names_the_setting_for_more() {
        var tls = new SSLHandshakeException("PKIX path building failed");
        tls.initCause(
                new CertificateException(new CertPathBuilderException("unable to find valid certification path")));
        assertThat(DIRECT.of(tls)).isEqualTo(unusable("TLS: the certificate isn't trusted (remote.tls.ca adds a CA)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Received fatal alert: certificate_required", "(certificate_required) Received fatal alert: …"})
    void a_remote_that_wants_a_certificate_names_the_setting_for_it(String alert) {
        assertThat(DIRECT.of(new SSLException(alert)))
                .isEqualTo(unusable("TLS: the remote asks for a client certificate (remote.tls.certificate)"));
    }

    @ParameterizedTest
    @CsvSource({"bad_certificate", "unknown_ca", "certificate_expired", "certificate_unknown", "access_denied"})
    void a_remote_that_refuses_ours_says_why(String alert) {
        IOException refused = new SSLHandshakeException("Received fatal alert: " + alert);
        assertThat(DIRECT.of(refused))
                .isEqualTo(unusable("TLS: the remote refuses the client certificate, or that there is none"
                        + " (remote.tls.certificate): Received fatal alert: " + alert));
    }

    @Test
    void other_failures_of_tls_are_told_as_they_are() {
        assertThat(DIRECT.of(new SSLHandshakeException("No name matching other.example found")))
                .isEqualTo(unusable("TLS: No name matching other.example found"));
    }

    @Test
    void the_password_is_not_shown_even_if_somebody_repeats_it() {
        assertThat(PROXIED.of(new SSLException("you sent YWRhOnMzY3JldA==, s3cret")))
                .isEqualTo(unusable("TLS: you sent ***, ***"));
    }
}

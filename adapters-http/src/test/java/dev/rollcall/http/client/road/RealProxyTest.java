package dev.rollcall.http.client.road;

import static dev.rollcall.http.client.road.Roll.LIMITS;
import static dev.rollcall.http.client.road.Roll.PATIENT;
import static dev.rollcall.http.client.road.Roll.assertAllFailed;
import static dev.rollcall.http.client.road.Roll.assertAllPresent;

import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.network.ClientTls;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Network;
import dev.rollcall.http.client.road.Nginx.Setup;
import dev.rollcall.http.client.road.RealProxy.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Roll calls on an nginx through tinyproxy and Squid, which ask for a password. */
@RealServerTest
final class RealProxyTest {
    @TempDir
    private Path folder;

    private ClientTls tls = ClientTls.DEFAULT;
    private Nginx nginx;
    private RealProxy proxy;

    private void start(Kind kind, boolean secure) throws Exception {
        Path site = Files.createDirectories(folder.resolve("nginx"));
        var authority = new PrivateAuthority(site);
        tls = authority.identified("ec -pkeyopt ec_paramgen_curve:P-256", "");
        nginx = Nginx.start(site, 300, Setup.of(secure, secure ? authority.directives() : ""));
        proxy = RealProxy.start(kind, folder.resolve("proxy"));
    }

    @AfterEach
    void stop() {
        proxy.close();
        nginx.close();
    }

    private RollCall call(String proxyUri, Upstream upstream, int users) throws Exception {
        Network network = Network.DEFAULT.with(tls.context()).with(HttpProxy.parse(proxyUri));
        try (var client = new HttpRemoteUsers(upstream.with(LIMITS).with(network))) {
            return client.call(Roster.first(0, users), PATIENT);
        }
    }

    @ParameterizedTest
    @CsvSource({"TINYPROXY, true", "TINYPROXY, false", "SQUID, true", "SQUID, false"})
    void everybody_is_present_with_mutual_tls_inside_of_the_tunnel_if_there_is_one(Kind kind, boolean secure)
            throws Exception {
        start(kind, secure);
        assertAllPresent(call(proxy.uri(RealProxy.PASSWORD), nginx.upstream(), 300));
    }

    @ParameterizedTest
    @CsvSource({"TINYPROXY, true", "TINYPROXY, false", "SQUID, true", "SQUID, false"})
    void a_wrong_password_and_none_are_told_as_the_word_of_the_proxy(Kind kind, boolean secure) throws Exception {
        start(kind, secure);
        String says = "no connection: the proxy %s says ".formatted(proxy.address());
        assertAllFailed(
                call(proxy.uri(), nginx.upstream(), 100),
                Reason.CONNECTION,
                says + "407 Proxy Authentication Required");
        boolean isForeign = kind == Kind.TINYPROXY && !secure;
        // of a forwarded request, tinyproxy refuses a wrong password as if it were the remote
        assertAllFailed(
                call(proxy.uri("wrong"), nginx.upstream(), 100),
                isForeign ? Reason.STATUS : Reason.CONNECTION,
                kind == Kind.SQUID ? says + "407 Proxy Authentication Required" : isForeign ? "401" : says + "401");
    }

    @ParameterizedTest
    @EnumSource
    void a_remote_behind_it_that_is_not_there_is_unavailable(Kind kind) throws Exception {
        start(kind, true);
        var nobody = Upstream.of(new UriTemplate("https://127.0.0.1:%s/users/{id}".formatted(RealServer.freePort())));
        assertAllFailed(
                call(proxy.uri(RealProxy.PASSWORD), nobody, 1),
                Reason.CONNECTION,
                "no connection: the proxy %s says 50".formatted(proxy.address()));
    }

    @ParameterizedTest
    @EnumSource
    void a_host_that_it_does_not_know_is_unavailable_too(Kind kind) throws Exception {
        start(kind, true);
        assertAllFailed(
                call(
                        proxy.uri(RealProxy.PASSWORD),
                        Upstream.of(new UriTemplate("https://remote.invalid/users/{id}")),
                        1),
                Reason.CONNECTION,
                "no connection: the proxy %s says 50".formatted(proxy.address()));
    }
}

package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Network;
import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.network.Proxies;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSettingsTest {
    private static final String PASSWORD = "changeit";
    private static final Origin SECURE = Origin.of(URI.create("https://hr.example.org/"));
    private static final Origin PLAIN = Origin.of(URI.create("http://hr.example.org/"));

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeFiles() throws Exception {
        Path file = folder.resolve("store.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder((keytool + " -genkeypair -keystore " + file + " -storepass " + PASSWORD
                                + " -keyalg EC -alias own -dname CN=client -validity 2")
                        .split(" "))
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor())
                .as(process.inputReader().readAllAsString())
                .isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        write("ca.pem", "CERTIFICATE", store.getCertificate("own").getEncoded());
        write("client.pem", "CERTIFICATE", store.getCertificate("own").getEncoded());
        write(
                "key.pem",
                "PRIVATE KEY",
                store.getKey("own", PASSWORD.toCharArray()).getEncoded());
        write(
                "other-key.pem",
                "PRIVATE KEY",
                KeyPairGenerator.getInstance("EC")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded());
        write("encrypted-key.pem", "ENCRYPTED PRIVATE KEY", new byte[] {1});
        write("broken.pem", "CERTIFICATE", new byte[] {1});
        Files.writeString(folder.resolve("empty.pem"), "");
    }

    private static void write(String name, String label, byte[] content) throws Exception {
        String base64 = Base64.getMimeEncoder().encodeToString(content);
        Files.writeString(
                folder.resolve(name), "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(label, base64));
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static NetworkSettings network(Map<String, String> values) throws WrongSettings {
        return Settings.of(values).remote().network();
    }

    /** Returns the problems, with the names of files alone, as they are in a message. */
    private static String problems(Map<String, String> settings) {
        Map<String, String> values = new LinkedHashMap<>();
        settings.forEach((key, name) -> values.put(key, file(name)));
        String[] message = new String[1];
        assertThatThrownBy(() -> Settings.of(values))
                .isInstanceOf(WrongSettings.class)
                .satisfies(e -> message[0] = String.valueOf(e.getMessage()));
        return message[0].replaceAll("\"/[^\"]*\"", "FILE");
    }

    @Test
    void by_default_the_platform_decides_whom_to_trust() throws Exception {
        NetworkSettings settings = network(Map.of());
        assertThat(settings.tls().isDefault()).isTrue();
        assertThat(settings.network()).isEqualTo(Network.DEFAULT);
    }

    @Test
    void certificates_are_trusted_and_shown() throws Exception {
        NetworkSettings settings = network(Map.of(
                "remote.tls.ca", file("ca.pem"),
                "remote.tls.certificate", file("client.pem"),
                "remote.tls.key", file("key.pem")));
        assertThat(settings.tls().authorities()).hasSize(1);
        assertThat(settings.tls().identity()).isPresent();
        assertThat(settings.network().tls().context().getProtocol()).isEqualTo("TLS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "remote.tls.ca | missing.pem | : no such file",
                "remote.tls.ca | . | : is a directory, not a file",
                "remote.tls.ca | empty.pem | : has no certificate: a PEM file with -----BEGIN CERTIFICATE----- is needed",
                "remote.tls.ca | key.pem | : has no certificate: a PEM file with -----BEGIN CERTIFICATE----- is needed",
                "remote.tls.ca | broken.pem | : has an invalid certificate, number 1 of the file",
                "remote.tls.certificate | client.pem | ' needs remote.tls.key, too'",
                "remote.tls.key | key.pem | ' needs remote.tls.certificate, too'",
                "remote.tls.key | client.pem | : has no private key: a PEM file with -----BEGIN PRIVATE KEY----- is needed",
                "remote.tls.key | encrypted-key.pem | : has an encrypted key; openssl pkey -in FILE -out NEW-FILE decrypts it",
            })
    void a_file_that_cannot_be_used_is_told_with_what_would_be_right(String key, String name, String problem) {
        assertThat(problems(Map.of(key, name))).contains("\n- %s = FILE (given)%s".formatted(key, problem));
    }

    @Test
    void a_key_that_is_not_of_the_certificate_is_refused() {
        assertThat(problems(Map.of("remote.tls.certificate", "client.pem", "remote.tls.key", "other-key.pem")))
                .isEqualTo("""
                        Invalid settings:
                        - remote.tls.key = FILE (given) isn't the key of the first certificate in \
                        remote.tls.certificate = FILE (given)""");
    }

    @Test
    void a_proxy_is_for_every_remote_and_not_shown() throws Exception {
        NetworkSettings settings = network(Map.of("remote.proxy", "http://anna:geheim@proxy.example.org:3128"));
        assertThat(settings.proxies())
                .isEqualTo(Proxies.of(HttpProxy.parse("http://anna:geheim@proxy.example.org:3128")));
        assertThat(settings.toString()).doesNotContain("geheim", "YW5uYTpnZWhlaW0");
        assertThat(settings.network().proxyTo(PLAIN))
                .isEqualTo(settings.network().proxyTo(SECURE));
    }

    @Test
    void a_proxy_can_be_in_a_file() throws Exception {
        String file = Files.writeString(folder.resolve("proxy"), "http://anna:geheim@proxy:3128\n")
                .toString();
        assertThat(network(Map.of("remote.proxy-file", file)).proxies().proxyTo(SECURE))
                .map(HttpProxy::address)
                .contains("proxy:3128");
    }

    @Test
    void a_wrong_proxy_is_not_shown() {
        assertThatThrownBy(() -> network(Map.of("remote.proxy", "anna:geheim@proxy:3128")))
                .hasMessage("""
                        Invalid settings:
                        - remote.proxy = *** (given) must be http://host:port, http://user:password@host:port with \
                        special characters percent-encoded, environment, or empty""");
    }

    private static NetworkSettings fromEnvironment(Map<String, String> environment) throws WrongSettings {
        return Settings.of(Settings.given().putEnvironment(environment))
                .remote()
                .network();
    }

    @Test
    void the_proxies_of_the_environment_are_taken_only_if_that_is_said() throws Exception {
        Map<String, String> variables = Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", "localhost");
        assertThat(fromEnvironment(variables).proxies()).isEqualTo(Proxies.NONE);
        Map<String, String> asked = new LinkedHashMap<>(variables);
        asked.put("ROLLCALL_REMOTE_PROXY", "environment");
        Proxies proxies = fromEnvironment(asked).proxies();
        assertThat(proxies.proxyTo(SECURE)).isEqualTo(Optional.of(HttpProxy.parse("http://proxy:3128")));
        assertThat(proxies.proxyTo(PLAIN)).isEmpty();
        assertThat(proxies.proxyTo(Origin.of(URI.create("https://localhost/")))).isEmpty();
    }

    @Test
    void a_wrong_variable_is_told_by_its_name() {
        Map<String, String> variables =
                Map.of("ROLLCALL_REMOTE_PROXY", "environment", "https_proxy", "socks5://anna:geheim@proxy:1");
        assertThatThrownBy(() -> fromEnvironment(variables)).hasMessage("""
                Invalid settings:
                - remote.proxy = environment: https_proxy (environment variable) must be http://host:port or \
                http://user:password@host:port""");
    }
}

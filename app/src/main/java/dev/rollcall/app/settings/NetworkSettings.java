package dev.rollcall.app.settings;

import dev.rollcall.http.client.network.ClientIdentity;
import dev.rollcall.http.client.network.ClientTls;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Network;
import dev.rollcall.http.client.network.PemCertificates;
import dev.rollcall.http.client.network.PemKey;
import dev.rollcall.http.client.network.Proxies;
import dev.rollcall.http.client.network.ProxyEnvironment;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the way to the remote, validated. The files that they name were read.
 *
 * @param tls whom to trust beside the system's authorities, and the certificate to show
 * @param proxies through which proxy the remote is reached
 */
public record NetworkSettings(ClientTls tls, Proxies proxies) {
    static final Declarations DECLARED = new Declarations();

    static final Setting<Optional<Path>> CA = DECLARED.add(
            "remote.tls.ca",
            "The PEM file of certificates that the remote's may lead to, beside the system's.",
            Form.file(),
            "");
    static final Setting<Optional<Path>> CERTIFICATE = DECLARED.add(
            "remote.tls.certificate",
            "The PEM file of the client certificate for mutual TLS, and of its chain.",
            Form.file(),
            "");
    static final Setting<Optional<Path>> KEY = DECLARED.add(
            "remote.tls.key", "The PEM file of the client certificate's private key, unencrypted.", Form.file(), "");
    static final Setting<Optional<Secret>> PROXY = DECLARED.addSecret(
            "remote.proxy",
            "The proxy to the remote, or environment for HTTPS_PROXY, HTTP_PROXY, NO_PROXY; never shown.",
            Form.proxy());

    /** Reports settings that conflict with each other, and files and variables that can't be used. */
    static void check(GivenSettings given) {
        given.checkTogether(CERTIFICATE, KEY);
        given.content(CA, PemCertificates::read);
        Optional<List<X509Certificate>> chain = given.content(CERTIFICATE, PemCertificates::read);
        Optional<PrivateKey> key = given.content(KEY, PemKey::read);
        try {
            identity(chain, key);
        } catch (IllegalArgumentException e) {
            given.problem("%s isn't the key of the first certificate in %s"
                    .formatted(given.described(KEY), given.described(CERTIFICATE)));
        }
        if (given.isValid(PROXY)) {
            checkEnvironment(given);
        }
    }

    private static void checkEnvironment(GivenSettings given) {
        try {
            proxies(given);
        } catch (IllegalArgumentException e) {
            given.problem("remote.proxy = environment: " + e.getMessage());
        }
    }

    /**
     * Reads the given settings.
     *
     * @throws IllegalArgumentException if one has an invalid value
     */
    static NetworkSettings of(GivenSettings given) {
        var tls = new ClientTls(
                given.content(CA, PemCertificates::read).orElse(List.of()),
                identity(given.content(CERTIFICATE, PemCertificates::read), given.content(KEY, PemKey::read)));
        return new NetworkSettings(tls, proxies(given));
    }

    private static Optional<ClientIdentity> identity(Optional<List<X509Certificate>> chain, Optional<PrivateKey> key) {
        return chain.flatMap(certificates -> key.map(secret -> new ClientIdentity(certificates, secret)));
    }

    private static Proxies proxies(GivenSettings given) {
        Optional<Secret> proxy = given.get(PROXY);
        if (proxy.isEmpty()) {
            return Proxies.NONE;
        }
        String text = proxy.get().value();
        return text.equals(Form.ENVIRONMENT)
                ? new ProxyEnvironment(given.environment())
                : Proxies.of(HttpProxy.parse(text));
    }

    /** Returns the network. If it needs certificates, this reads the system's trust store. */
    public Network network() {
        Network trusting = tls.isDefault() ? Network.DEFAULT : Network.DEFAULT.with(tls.context());
        return trusting.with(proxies);
    }
}

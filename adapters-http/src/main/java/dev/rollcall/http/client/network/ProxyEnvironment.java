package dev.rollcall.http.client.network;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxies that the environment names, in the variables that curl reads: {@code https_proxy} for {@code https} remotes, {@code
 * http_proxy} for {@code http} ones, and the hosts in {@code no_proxy} are reached directly. Each may be in upper case; one in lower case
 * comes first. The scheme may be missing, and so may the port, which is 1080 then.
 */
public final class ProxyEnvironment implements Proxies {
    /** What curl takes if there is none. */
    private static final int PORT = 1080;

    private final Optional<HttpProxy> forHttps;
    private final Optional<HttpProxy> forHttp;
    private final DirectHosts direct;

    /**
     * Reads the variables.
     *
     * @param environment the values by the names of the variables; all others are ignored
     * @throws IllegalArgumentException if a proxy is invalid, or needs another protocol; the message names the variable and doesn't show
     *     its value
     */
    public ProxyEnvironment(Map<String, String> environment) {
        this.forHttps = proxy("https_proxy", environment);
        this.forHttp = proxy("http_proxy", environment);
        this.direct = DirectHosts.parse(variable("no_proxy", environment)
                .map(name -> environment.getOrDefault(name, ""))
                .orElse(""));
    }

    private static Optional<String> variable(String name, Map<String, String> environment) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .filter(environment::containsKey)
                .findFirst();
    }

    private static Optional<HttpProxy> proxy(String name, Map<String, String> environment) {
        return variable(name, environment)
                .flatMap(found ->
                        proxy(found, environment.getOrDefault(found, "").strip()));
    }

    private static Optional<HttpProxy> proxy(String name, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(HttpProxy.parse(text.contains("://") ? text : "http://" + text, Optional.of(PORT)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s (environment variable) must be http://host:port or http://user:password@host:port"
                            .formatted(name),
                    e);
        }
    }

    @Override
    public Optional<HttpProxy> proxyTo(Origin origin) {
        return direct.includes(origin) ? Optional.empty() : origin.secure() ? forHttps : forHttp;
    }

    /** Returns the proxies without their credentials. */
    @Override
    public String toString() {
        return "ProxyEnvironment[https=%s, http=%s, direct=%s]".formatted(forHttps, forHttp, direct);
    }
}

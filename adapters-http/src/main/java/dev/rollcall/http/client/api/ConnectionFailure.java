package dev.rollcall.http.client.api;

import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.transport.ProxyFailure;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Says what it means that there was no response. A host that isn't known, or whose certificate isn't trusted, won't be so a moment later;
 * all else may pass. If there is a proxy, then it is what was connected to. Safe for use by many threads.
 */
public final class ConnectionFailure {
    private static final String NO_CONNECTION = "no connection: ";
    /** How a proxy refuses a request that it is to forward (RFC 9110, section 15.5.8). */
    private static final String REFUSED = "407 Proxy Authentication Required";
    /** The alerts about a certificate of ours (RFC 8446, section 6.2). */
    private static final Pattern REFUSED_CERTIFICATE = Pattern.compile(
            "alert: (bad_certificate|unsupported_certificate|certificate_(revoked|expired|unknown)|unknown_ca|access_denied)");

    private static final int MOST_CAUSES = 10;

    private final Optional<HttpProxy> proxy;
    private final FailureDetail detail;

    /**
     * Creates it for one origin.
     *
     * @param proxy the proxy before it; empty if it is reached directly
     */
    public ConnectionFailure(Optional<HttpProxy> proxy, FailureDetail detail) {
        this.proxy = proxy;
        this.detail = detail;
    }

    /** Returns what it says of the user who was asked for. */
    public Reply of(IOException e) {
        return switch (e) {
            case Malformed malformed -> new Reply.Unusable(Reason.MALFORMED, message(malformed));
            case ProxyFailure failed -> byProxy(failed);
            case UnknownHostException unknown ->
                unusable(proxy.map(before -> "the proxy's host not found: " + before.host())
                        .orElse("host not found"));
            case ProtocolException unusable -> unusable(message(unusable) + asProxy());
            case SSLException tls -> unusable("TLS: " + told(tls));
            case SocketTimeoutException slow ->
                new Reply.Unavailable(Reason.TIMEOUT, message(slow) + asProxy(), Optional.empty());
            case NoRouteToHostException noRoute -> unavailable("no route to the host" + asProxy());
            default -> bySystem(message(e));
        };
    }

    /** Returns the reply if a proxy that forwards requests refuses our credentials: the remote was never asked. */
    Reply refusedBy(HttpProxy forwarder) {
        return new Reply.Unauthorized(
                Reason.CONNECTION, NO_CONNECTION + "the proxy %s says %s".formatted(forwarder.address(), REFUSED));
    }

    private Reply byProxy(ProxyFailure failed) {
        return switch (failed.kind()) {
            case TRANSIENT -> unavailable(message(failed));
            case PERMANENT -> unusable(message(failed));
            case CREDENTIALS -> new Reply.Unauthorized(Reason.CONNECTION, NO_CONNECTION + message(failed));
        };
    }

    /** Says which setting helps, where the message of the platform is one for its developers. */
    private String told(SSLException e) {
        if (causes(e).anyMatch(CertPathBuilderException.class::isInstance)) {
            return "the certificate isn't trusted (remote.tls.ca adds a CA)";
        }
        String message = message(e);
        if (message.contains("certificate_required")) {
            return "the remote asks for a client certificate (remote.tls.certificate)";
        }
        return REFUSED_CERTIFICATE.matcher(message).find()
                ? "the remote refuses the client certificate, or that there is none (remote.tls.certificate): "
                        + message
                : message;
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
    }

    /** Tells by the message of the operating system, which has no other way to say it. */
    private Reply bySystem(String message) {
        if (message.contains("Too many open files")) {
            return new Reply.Hindered("this process has too many files open");
        }
        if (message.contains("refused")) {
            return unavailable(proxy.map(before -> "the proxy %s refused the connection".formatted(before.address()))
                    .orElse("refused"));
        }
        if (message.contains("timed out")) {
            return unavailable("timed out" + asProxy());
        }
        if (message.contains("unreachable")) {
            return unavailable("network unreachable" + asProxy());
        }
        return new Reply.Unavailable(
                Reason.CONNECTION, "the connection broke before the answer was whole", Optional.empty());
    }

    /** Returns which proxy it is that was connected to, if any. */
    private String asProxy() {
        return proxy.map(before -> " (proxy %s)".formatted(before.address())).orElse("");
    }

    private String message(IOException e) {
        return detail.of(String.valueOf(e.getMessage()));
    }

    private static Reply unusable(String detail) {
        return new Reply.Unusable(Reason.CONNECTION, NO_CONNECTION + detail);
    }

    private static Reply unavailable(String detail) {
        return new Reply.Unavailable(Reason.CONNECTION, NO_CONNECTION + detail, Optional.empty());
    }
}

package dev.rollcall.http.client;

import dev.rollcall.domain.Answer.Reason;
import dev.rollcall.domain.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** The remote's users API: one blocking {@code GET} of one id. Safe for use by many threads. */
final class UsersApi implements AutoCloseable {
    private static final int MAX_BODY = 1 << 20;
    /** What JSON may say of its charset (RFC 8259, section 8.1), and a subset of it. */
    private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");

    private final Upstream upstream;
    private final OkHttpClient http;

    /** Creates the API of a remote. Nothing is connected before the first request. */
    UsersApi(Upstream upstream) {
        this.upstream = upstream;
        this.http = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(upstream.concurrency(), 1, TimeUnit.MINUTES))
                .followRedirects(false)
                .followSslRedirects(false)
                .proxy(Proxy.NO_PROXY)
                // no step has a limit of its own: the time that is left for the whole call bounds it
                .connectTimeout(0, TimeUnit.MILLISECONDS)
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .writeTimeout(0, TimeUnit.MILLISECONDS)
                .addNetworkInterceptor(UsersApi::onlyOnce)
                .build();
    }

    /**
     * Asks for one user and reads the whole answer. An interrupt ends the request and frees its socket.
     *
     * @param deadline a value of {@link System#nanoTime()}; if it comes first, the reply is {@link Reply.TimedOut}
     */
    Reply get(UserId id, long deadline) {
        Call call = http.newCall(new Request.Builder()
                .url(HttpUrl.get(upstream.uri().expand(id)))
                .header("Accept", "application/json")
                .build());
        // a time-out of zero would be none
        call.timeout().timeout(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        try (Response response = head(call)) {
            return reply(id, response);
        } catch (Malformed e) {
            return new Reply.Unusable(Reason.MALFORMED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return System.nanoTime() - deadline >= 0
                    ? new Reply.TimedOut()
                    : new Reply.Unusable(Reason.CONNECTION, describe(e));
        }
    }

    /** OkHttp repeats a request that was answered by 408 or 503, unless it is told to wait: attempts are ours to make and count. */
    private static Response onlyOnce(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        return response.code() == 408 || response.code() == 503
                ? response.newBuilder().header("Retry-After", "1").build()
                : response;
    }

    private static Response head(Call call) throws IOException {
        try {
            return call.execute();
        } catch (ProtocolException e) {
            throw new Malformed("not an HTTP response: " + e.getMessage());
        }
    }

    private Reply reply(UserId id, Response response) throws IOException {
        return switch (response.code()) {
            case 200 -> new Reply.Found(upstream.fields().read(id, body(response)));
            case 404, 410 -> new Reply.Gone();
            default -> new Reply.Unusable(Reason.STATUS, Integer.toString(response.code()));
        };
    }

    private static InputStream body(Response response) throws Malformed {
        MediaType type = response.body().contentType();
        String charset = type == null ? null : type.parameter("charset");
        if (charset != null && !UTF_8.contains(charset.toLowerCase(java.util.Locale.ROOT))) {
            throw new Malformed("the charset is not UTF-8");
        }
        if (response.body().contentLength() > MAX_BODY) {
            throw BoundedStream.tooLong(MAX_BODY);
        }
        return new BoundedStream(response.body().byteStream(), MAX_BODY);
    }

    private static String describe(IOException e) {
        return switch (e) {
            case ConnectException refused -> "no connection: refused";
            case NoRouteToHostException noRoute -> "no connection: no route to the host";
            case UnknownHostException unknown -> "no connection: host not found";
            case SSLException tls -> "no connection: TLS: " + tls.getMessage();
            default -> "the connection broke before the answer was whole";
        };
    }

    /** Closes the idle connections. */
    @Override
    public void close() {
        http.connectionPool().evictAll();
    }
}

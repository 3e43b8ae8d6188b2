package dev.rollcall.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;

/** OkHttp as an engine, to compare with: a general client of good repute. A request goes out only when its response is waited for. */
final class OkHttpEngine implements Engine {
    private final OkHttpClient http;
    /** Where the remote's own Retry-After stands, when OkHttp must not see it. */
    private static final String RETRY_AFTER = "Rollcall-Retry-After";

    private final Headers fields;

    /**
     * Creates the engine. Nothing is connected before the first request.
     *
     * @param connections the most connections to keep when idle
     * @param fields what each request says in its head
     */
    OkHttpEngine(int connections, Map<String, String> fields) {
        this(new OkHttpClient(), connections, fields);
    }

    /** Creates the engine with a client's TLS. */
    OkHttpEngine(OkHttpClient client, int connections, Map<String, String> fields) {
        this.fields = Headers.of(fields);
        this.http = client.newBuilder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(connections, 1, TimeUnit.MINUTES))
                .followRedirects(false)
                .followSslRedirects(false)
                .proxy(Proxy.NO_PROXY)
                // no step has a limit of its own: the time that is left for the whole call bounds it
                .connectTimeout(0, TimeUnit.MILLISECONDS)
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .writeTimeout(0, TimeUnit.MILLISECONDS)
                .addNetworkInterceptor(OkHttpEngine::onlyOnce)
                .build();
    }

    /** OkHttp repeats a request that was answered by 408 or 503, unless it is told to wait: attempts are ours to make and count. */
    private static okhttp3.Response onlyOnce(Interceptor.Chain chain) throws IOException {
        okhttp3.Response response = chain.proceed(chain.request());
        if (response.code() != 408 && response.code() != 503) {
            return response;
        }
        var told = response.newBuilder().header("Retry-After", "1");
        return told.header(RETRY_AFTER, response.header("Retry-After", "")).build();
    }

    @Override
    public Exchange send(String uri, long deadline) {
        Call call = http.newCall(
                new Request.Builder().url(HttpUrl.get(uri)).headers(fields).build());
        // a time-out of zero would be none
        call.timeout().timeout(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        return new Called(call);
    }

    @Override
    public void close() {
        http.connectionPool().evictAll();
    }

    private record Called(Call call) implements Exchange {
        @Override
        public Response receive() throws IOException {
            try {
                return new Answered(call.execute());
            } catch (ProtocolException e) {
                throw new Malformed("not an HTTP response: " + e.getMessage());
            }
        }

        @Override
        public void cancel() {
            call.cancel();
        }
    }

    private record Answered(okhttp3.Response response) implements Response {
        @Override
        public int status() {
            return response.code();
        }

        @Override
        public Optional<String> contentType() {
            return Optional.ofNullable(response.header("Content-Type"));
        }

        @Override
        public Optional<String> retryAfter() {
            return Optional.ofNullable(response.header(RETRY_AFTER, response.header("Retry-After")));
        }

        @Override
        public OptionalLong contentLength() {
            long length = response.body().contentLength();
            return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
        }

        @Override
        public InputStream body() {
            return response.body().byteStream();
        }

        @Override
        public void close() {
            response.close();
        }
    }
}

package dev.rollcall.http.client.response;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.client.http1.Client;
import dev.rollcall.http.client.http1.Connections;
import dev.rollcall.http.client.http1.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Differential test: {@link Connections} and OkHttp get the same random, valid responses and must see the same. Exchange {@code n} is made from the
 * seed and {@code n} alone; {@code -Ddifference.seed} repeats a run, {@code -Ddifference.exchanges} prolongs it.
 */
@Timeout(600)
final class OkHttpDifferenceTest {
    private static final long SEED = Long.getLong("difference.seed", System.nanoTime());
    private static final int EXCHANGES = Integer.getInteger("difference.exchanges", 4000);
    private static final List<Integer> STATUSES = List.of(
            200, 200, 200, 201, 202, 203, 206, 300, 301, 302, 400, 401, 403, 404, 409, 410, 418, 421, 425, 429, 500,
            502, 504);

    /** What a client sees of a response. */
    private record Seen(int status, Optional<String> contentType, Optional<String> retryAfter, String body) {
        /** Returns it without a body that is too long to be read, if the status isn't 200. */
        Seen asFarAsRead() {
            boolean unread = status != 200 && body.length() > ResponseReader.MAX_REST;
            return unread ? new Seen(status, contentType, retryAfter, "") : this;
        }
    }

    private static final OkHttpClient OK_HTTP = new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .followRedirects(false)
            .proxy(Proxy.NO_PROXY)
            .build();

    @Test
    void both_see_the_same() throws Exception {
        try (var peer = new Peer().follow(OkHttpDifferenceTest::serve);
                var client = new Client(peer.uri(), Map.of("Accept-Encoding", "identity"))) {
            for (int i = 0; i < EXCHANGES; i++) {
                String uri = "http://127.0.0.1:%s/%s".formatted(peer.port(), i);
                Seen expected = new Script(i).expected();
                assertThat(see(client, uri)).as("seed %s, exchange %s", SEED, i).isEqualTo(expected.asFarAsRead());
                assertThat(seeByOkHttp(uri)).as("seed %s, exchange %s", SEED, i).isEqualTo(expected);
            }
            assertThat(peer.requests()).isEqualTo(2 * EXCHANGES);
            assertThat(peer.connections()).isLessThan(EXCHANGES);
        }
        OK_HTTP.connectionPool().evictAll();
    }

    private static Seen see(Client client, String uri) throws IOException, InterruptedException {
        RemoteResponse response = client.get(uri, System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
        ByteBuffer body = response.isWhole() ? response.content() : ByteBuffer.allocate(0);
        return new Seen(
                response.status(),
                response.field(Field.CONTENT_TYPE),
                response.field(Field.RETRY_AFTER),
                Responses.text(body));
    }

    private static Seen seeByOkHttp(String uri) throws IOException {
        try (okhttp3.Response response =
                OK_HTTP.newCall(new Request.Builder().url(uri).build()).execute()) {
            return new Seen(
                    response.code(),
                    Optional.ofNullable(response.header("Content-Type")),
                    Optional.ofNullable(response.header("Retry-After")),
                    new String(response.body().bytes(), ISO_8859_1));
        }
    }

    private static void serve(Peer.Visitor visitor) throws IOException {
        boolean open = true;
        while (open) {
            String request = visitor.request();
            if (request == null) {
                return;
            }
            var script = new Script(Integer.parseInt(request.substring(5, request.indexOf(' ', 5))));
            script.sendTo(visitor);
            open = !script.closes;
        }
    }

    /** A random response. */
    private static final class Script {
        private final Random random;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int status;
        private final byte[] body;
        private final byte[] sent;
        private final boolean compressed;
        private final boolean chunked;
        private final boolean old;
        private final boolean untilClose;
        private final boolean closes;
        private final boolean typed;
        private final boolean patient;

        Script(int number) {
            random = new Random(SEED * 31 + number);
            random.nextInt();
            boolean bodiless = chance(10);
            status = bodiless ? (chance(2) ? 204 : 304) : STATUSES.get(random.nextInt(STATUSES.size()));
            body = new byte[bodiless || chance(8) ? 0 : random.nextInt(chance(10) ? 60_000 : 600)];
            random.nextBytes(body);
            // long content is read only of a 200
            compressed = status == 200 && chance(3);
            sent = compressed ? Gzipped.bytes(body) : body;
            old = chance(12);
            chunked = !bodiless && !old && chance(2);
            untilClose = !bodiless && !chunked && chance(10);
            closes = old || untilClose || chance(6);
            typed = chance(2);
            patient = chance(4);
            write(bodiless);
        }

        private boolean chance(int oneIn) {
            return random.nextInt(oneIn) == 0;
        }

        Seen expected() {
            return new Seen(
                    status,
                    typed ? Optional.of("application/json; charset=utf-8") : Optional.empty(),
                    patient ? Optional.of("120") : Optional.empty(),
                    new String(body, ISO_8859_1));
        }

        private void write(boolean bodiless) {
            for (int i = chance(5) ? random.nextInt(4) : 0; i > 0; i--) {
                text("HTTP/1.1 10" + (chance(2) ? "2 Processing" : "3 Early Hints") + "\r\n");
                noise();
                text("\r\n");
            }
            text("HTTP/1.%s %s%s\r\n".formatted(old ? 0 : 1, status, chance(3) ? " " : " Because \u00E9"));
            noise();
            if (typed) {
                field("Content-Type", "application/json; charset=utf-8");
            }
            noise();
            if (compressed) {
                field("Content-Encoding", chance(2) ? "gzip" : "GZip");
            }
            if (patient) {
                field("Retry-After", "120");
            }
            if (closes && !old) {
                field("Connection", chance(2) ? "close" : "x-other, Close");
            }
            if (chunked) {
                field("Transfer-Encoding", chance(2) ? "chunked" : "Chunked");
            } else if (!untilClose && !bodiless) {
                field("Content-Length", Integer.toString(sent.length));
            }
            noise();
            text("\r\n");
            if (chunked) {
                chunks();
            } else {
                bytes.writeBytes(sent);
            }
        }

        private void chunks() {
            for (int at = 0; at < sent.length; ) {
                int size = 1 + random.nextInt(Math.min(sent.length - at, chance(3) ? 7 : 5000));
                String hex = Integer.toHexString(size);
                text((chance(4) ? "0" : "") + (chance(2) ? hex.toUpperCase(Locale.ROOT) : hex));
                text(chance(4) ? " ".repeat(random.nextInt(3)) : "");
                text(chance(4) ? ";name=value;other=\"a b\"" : "");
                text("\r\n");
                bytes.write(sent, at, size);
                text("\r\n");
                at += size;
            }
            text("0\r\n");
            if (chance(4)) {
                noise();
            }
            text("\r\n");
        }

        private void noise() {
            for (int i = random.nextInt(4); i > 0; i--) {
                field("X-" + Integer.toString(random.nextInt(1 << 20), 36) + "_~!", "v".repeat(random.nextInt(60)));
            }
        }

        private void field(String name, String value) {
            String spelled =
                    chance(3) ? name.toLowerCase(Locale.ROOT) : chance(3) ? name.toUpperCase(Locale.ROOT) : name;
            text(spelled + ":" + " ".repeat(random.nextInt(3)) + value + (chance(4) ? "\t" : "") + "\r\n");
        }

        private void text(String text) {
            bytes.writeBytes(text.getBytes(ISO_8859_1));
        }

        /** Splits the response at random into several packets. */
        void sendTo(Peer.Visitor visitor) throws IOException {
            byte[] all = bytes.toByteArray();
            int[] cuts =
                    random.ints(random.nextInt(6), 0, all.length + 1).sorted().toArray();
            int from = 0;
            for (int cut : cuts) {
                visitor.send(all, from, cut);
                from = cut;
            }
            visitor.send(all, from, all.length);
        }
    }
}

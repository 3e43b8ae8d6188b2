package dev.rollcall.app.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A users API to try Rollcall with, on a free port of the loopback address: {@code GET /users/{id}} for the ids 0 to 499, and {@code
 * GET /users} for a list of those who are there, in pages with links. {@code POST /next-day} begins the next {@link SampleDay}.
 *
 * <p>It behaves like a real one, and always the same. Of each hundred ids, 90 are present, after 20 to 119 ms; those that end in 07,
 * 23, 41, 68 and 86 are absent; 37 and 79 are {@linkplain #SLOW slow}; 13, 55 and 92 fail, with 503, 500 and truncated JSON. The
 * {@linkplain #CANARY canary} is present at once.
 */
public final class SampleRemote implements AutoCloseable {
    /** The delay of the slow ids. */
    static final Duration SLOW = Duration.ofSeconds(10);

    /** An id that is always present, to confirm a 404. */
    public static final UserId CANARY = new UserId("canary");

    private static final Set<Integer> ABSENT = Set.of(7, 23, 41, 68, 86);
    private static final Set<Integer> LATE = Set.of(37, 79);
    private static final int UNAVAILABLE = 13;
    private static final int FAILING = 55;
    private static final int BROKEN = 92;

    private static final int MAX_PAGE = 100;
    /** A number that is nobody's. */
    private static final int NOBODY = 999;

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final JsonFactory JSON = new JsonFactory();

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile SampleDay day = SampleDay.FIRST;
    private final WebServer server;

    private SampleRemote() {
        server = WebServer.builder()
                .host(InetAddress.getLoopbackAddress().getHostAddress())
                .port(0)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofMillis(100))
                .featuresDiscoverServices(false)
                .routing(HttpRouting.builder()
                        .get("/users", this::list)
                        .get("/users/{id}", this::answer)
                        .post("/next-day", this::nextDay))
                .build();
    }

    /** Starts the remote, and returns once it listens. */
    public static SampleRemote start() {
        var remote = new SampleRemote();
        remote.server.start();
        if (!remote.server.isRunning()) { // start() doesn't throw
            throw new UncheckedIOException(new IOException("the sample remote can't listen on this machine"));
        }
        return remote;
    }

    /** Returns the URI of a user, with {@code {id}} in place of the id. */
    public String uri() {
        return "http://%s:%s/users/{id}"
                .formatted(InetAddress.getLoopbackAddress().getHostAddress(), server.port());
    }

    /** Returns the URI whose POST begins the next day. */
    public String nextDayUri() {
        return uri().replace("/users/{id}", "/next-day");
    }

    /** Returns the URI of the list of users, with {@code {size}} in place of the size of a page. */
    public String listUri() {
        return uri().replace("/{id}", "?limit={size}");
    }

    /** Returns users for an empty directory; some differ from those of this remote. */
    public List<User> users() {
        return SampleUsers.directory();
    }

    /** Stops the remote, and cuts slow answers short. */
    @Override
    public void close() {
        closed.countDown();
        server.stop();
    }

    private synchronized void nextDay(ServerRequest request, ServerResponse response) throws IOException {
        day = day.next();
        send(response, Status.OK_200, json(json -> {
            json.writeStringField("news", day.news());
        }));
    }

    private void list(ServerRequest request, ServerResponse response) throws IOException {
        SampleDay today = day;
        if (today.isOutage()) {
            send(response, Status.SERVICE_UNAVAILABLE_503, error("down for maintenance"));
            return;
        }
        int after = number(request, "after", -1);
        int limit = number(request, "limit", MAX_PAGE);
        List<Integer> page = IntStream.range(after + 1, today.users())
                .filter(number -> !ABSENT.contains(number % 100) && !today.hasLeft(number))
                .limit(limit)
                .boxed()
                .toList();
        if (page.size() == limit) {
            response.header(
                    HeaderNames.LINK, "</users?limit=%s&after=%s>; rel=\"next\"".formatted(limit, page.getLast()));
        }
        send(response, Status.OK_200, users(page, today));
    }

    private static byte[] users(List<Integer> page, SampleDay today) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            for (int number : page) {
                json.writeStartObject();
                write(number, today, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    private static int number(ServerRequest request, String parameter, int otherwise) {
        return request.query()
                .first(parameter)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Integer::parseInt)
                .filter(number -> number > 0)
                .orElse(otherwise);
    }

    private void answer(ServerRequest request, ServerResponse response) throws IOException, InterruptedException {
        String id = request.path().pathParameters().get("id");
        int number = NUMBER.matcher(id).matches() ? Integer.parseInt(id) : NOBODY;
        if (day.isOutage()) {
            send(response, Status.SERVICE_UNAVAILABLE_503, error("down for maintenance"));
        } else if (id.equals(CANARY.value())) {
            send(response, Status.OK_200, canary());
        } else if (closed.await(delay(number).toMillis(), TimeUnit.MILLISECONDS)) {
            response.status(Status.SERVICE_UNAVAILABLE_503).send();
        } else {
            answer(number, day, response);
        }
    }

    private static void answer(int number, SampleDay today, ServerResponse response) throws IOException {
        int kind = number % 100;
        if (number >= today.users() || ABSENT.contains(kind) || today.hasLeft(number)) {
            send(response, Status.NOT_FOUND_404, error("no such user"));
        } else if (kind == UNAVAILABLE) {
            send(response, Status.SERVICE_UNAVAILABLE_503, error("down for maintenance"));
        } else if (kind == FAILING) {
            send(response, Status.INTERNAL_SERVER_ERROR_500, error("something went wrong"));
        } else {
            byte[] user = json(json -> write(number, today, json));
            send(response, Status.OK_200, kind == BROKEN ? Arrays.copyOf(user, user.length / 2) : user);
        }
    }

    private static Duration delay(int number) {
        // 61 and 100 are coprime: a hundred consecutive ids have a hundred different delays
        return LATE.contains(number % 100) && number < SampleUsers.COUNT
                ? SLOW
                : Duration.ofMillis(20 + number * 61L % 100);
    }

    private static void send(ServerResponse response, Status status, byte[] json) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(json);
    }

    private static void write(int number, SampleDay today, JsonGenerator json) throws IOException {
        User user = today.user(number);
        json.writeNumberField("id", number);
        json.writeStringField("name", user.name());
        json.writeStringField("email", user.email());
        json.writeStringField("phone", SampleUsers.phone(number));
        json.writeObjectFieldStart("company");
        json.writeStringField("name", SampleUsers.company(number));
        json.writeEndObject();
        json.writeBooleanField("active", true);
    }

    private static byte[] canary() throws IOException {
        return json(json -> {
            json.writeStringField("id", CANARY.value());
            json.writeStringField("name", "Canary");
            json.writeStringField("email", "canary@example.org");
            json.writeBooleanField("active", true);
        });
    }

    private static byte[] error(String message) throws IOException {
        return json(json -> json.writeStringField("error", message));
    }

    private static byte[] json(Members members) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            members.writeTo(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** The members of a JSON object. */
    @FunctionalInterface
    private interface Members {
        void writeTo(JsonGenerator json) throws IOException;
    }
}

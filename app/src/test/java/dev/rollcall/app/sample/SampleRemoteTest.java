package dev.rollcall.app.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.http.client.threads.FanOut;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleRemoteTest {
    private final SampleRemote remote = SampleRemote.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.shutdownNow();
        remote.close();
    }

    @Test
    void a_user_is_present_with_what_a_real_api_has() throws Exception {
        HttpResponse<String> response = get("1");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(new ObjectMapper().readTree(response.body())).isEqualTo(new ObjectMapper().readTree("""
                {"id": 1, "name": "Zoë Petrova", "email": "zoe.petrova@example.org", "phone": "+44 20 7946 0001",
                 "company": {"name": "Blue Heron Books"}, "active": true}"""));
    }

    @Test
    void the_same_id_is_always_the_same_user() throws Exception {
        assertThat(get("42").body()).isEqualTo(get("42").body());
    }

    @Test
    void the_id_is_the_one_that_was_asked_for() throws Exception {
        JsonNode user = new ObjectMapper().readTree(get("499").body());
        assertThat(user.get("id").asInt()).isEqualTo(499);
        assertThat(user.get("name").asText()).isEqualTo(SampleUsers.user(499).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "23", "41", "68", "86", "107", "500", "1000", "007", "-1", "abc", "%20"})
    void other_ids_are_absent(String id) throws Exception {
        assertThat(get(id).statusCode()).isEqualTo(404);
    }

    @Test
    void the_canary_is_always_present() throws Exception {
        HttpResponse<String> response = get(SampleRemote.CANARY.value());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(new ObjectMapper().readTree(response.body()).get("id").asText())
                .isEqualTo(SampleRemote.CANARY.value());
    }

    @ParameterizedTest
    @CsvSource({"13, 503", "55, 500", "113, 503"})
    void some_ids_fail(String id, int status) throws Exception {
        assertThat(get(id).statusCode()).isEqualTo(status);
    }

    @Test
    void one_id_is_broken() throws Exception {
        HttpResponse<String> response = get("92");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"id\":92,").doesNotEndWith("}");
    }

    @Test
    void of_a_hundred_ids_ninety_are_present_five_absent_two_slow_and_three_failing() throws Exception {
        List<String> quick = IntStream.range(0, 100)
                .filter(id -> id != 37 && id != 79)
                .mapToObj(Integer::toString)
                .toList();
        List<HttpResponse<String>> responses = FanOut.map(quick, 20, this::get);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 404)
                .hasSize(5);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() >= 500)
                .hasSize(2);
        assertThat(responses)
                .filteredOn(response ->
                        response.statusCode() == 200 && response.body().endsWith("}"))
                .hasSize(90);
    }

    @Test
    void a_slow_id_does_not_keep_it_from_closing() throws Exception {
        CompletableFuture<HttpResponse<String>> slow = client.sendAsync(request("37"), BODY);
        get("1"); // 37 was sent before, so it is being answered
        long start = System.nanoTime();
        remote.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SampleRemote.SLOW.dividedBy(2));
        boolean gotNothing = slow.handle((response, failure) -> failure != null || response.statusCode() == 503)
                .get();
        assertThat(gotNothing).isTrue();
    }

    private static final HttpResponse.BodyHandler<String> BODY = HttpResponse.BodyHandlers.ofString();

    private HttpRequest request(String id) {
        return HttpRequest.newBuilder(URI.create(remote.uri().replace("{id}", id)))
                .build();
    }

    private HttpResponse<String> get(String id) throws IOException {
        try {
            return client.send(request(id), BODY);
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.toString());
        }
    }
}

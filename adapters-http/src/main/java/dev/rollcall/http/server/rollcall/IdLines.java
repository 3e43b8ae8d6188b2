package dev.rollcall.http.server.rollcall;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.server.web.Body;
import dev.rollcall.http.server.web.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Reads ids from NDJSON, one JSON string or integer per line, as they arrive.
 *
 * <p>{@link #hasNext} blocks until the next id arrives, and throws {@link Problem.Refusal} if the line is invalid: it says what is wrong,
 * and where. For one thread at a time.
 */
final class IdLines implements Iterator<UserId> {
    private final JsonParser json;
    private Optional<UserId> next = Optional.empty();

    IdLines(InputStream body) throws IOException {
        json = Json.FACTORY.createParser(body);
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty()) {
            next = read();
        }
        return next.isPresent();
    }

    @Override
    public UserId next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        UserId id = next.get();
        next = Optional.empty();
        return id;
    }

    private Optional<UserId> read() {
        try {
            return json.nextToken() == null ? Optional.empty() : Optional.of(Body.id(json));
        } catch (JsonProcessingException e) {
            throw Problem.badBody("the body is not NDJSON", e.getLocation());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.rollcall.http.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.directory.Row;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** Reads users from NDJSON: one object per line, in UTF-8. Blank lines are skipped; each invalid line is a bad row. */
final class NdjsonUsers implements Iterator<Row> {
    /** The maximum length of a line, in bytes: more than any user needs. */
    private static final int MAX_LINE = 64 * 1024;

    /** The members that a line must have; it may have those of the other fields. */
    private static final List<String> REQUIRED = List.of("id", "name", "email");

    private static final Set<JsonToken> STRINGS = Set.of(JsonToken.VALUE_STRING);

    private final UserMembers members;
    private final InputStream in;
    private long line;
    private Optional<Row> next;

    NdjsonUsers(InputStream in, UserFields fields) {
        members = new UserMembers(fields);
        this.in = new BufferedInputStream(in, MAX_LINE);
        next = read();
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public Row next() {
        Row row = next.orElseThrow(NoSuchElementException::new);
        next = read();
        return row;
    }

    private Optional<Row> read() {
        try {
            for (Optional<byte[]> text = line(); text.isPresent(); text = line()) {
                if (!isBlank(text.get())) {
                    return Optional.of(row(text.get()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the next line, truncated if it is too long; empty at the end. */
    private Optional<byte[]> line() throws IOException {
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        line++;
        var text = new ByteArrayOutputStream(128);
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (text.size() <= MAX_LINE) {
                text.write(next);
            }
        }
        return Optional.of(text.toByteArray());
    }

    private static boolean isBlank(byte[] text) {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private Row row(byte[] text) throws IOException {
        if (text.length > MAX_LINE) {
            return bad("", text, "a line must be at most %s bytes long".formatted(MAX_LINE));
        }
        try (JsonParser json = Json.FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return bad("", text, "a line must be a JSON object");
            }
            Map<String, String> texts = new HashMap<>();
            Optional<UserMembers.Bad> wrong = members.read(json, STRINGS, texts);
            if (wrong.isPresent()) {
                return bad(wrong.get().name(), text, wrong.get().reason());
            }
            return json.nextToken() == null ? row(texts, text) : bad("", text, "unexpected content after the object");
        } catch (JsonProcessingException | CharConversionException e) {
            return bad("", text, "not JSON in UTF-8");
        }
    }

    private Row row(Map<String, String> texts, byte[] text) {
        for (String name : REQUIRED) {
            if (!texts.containsKey(name)) {
                return bad(name, text, name + " is missing");
            }
        }
        return UserRow.of(line, texts.getOrDefault("id", ""), members.fields(texts));
    }

    private Row.Bad bad(String column, byte[] text, String reason) {
        return UserRow.bad(line, column, new String(text, StandardCharsets.UTF_8), reason);
    }
}

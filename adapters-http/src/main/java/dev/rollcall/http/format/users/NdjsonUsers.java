package dev.rollcall.http.format.users;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.directory.imports.Row;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.TextReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads users from NDJSON: one object per line. Blank lines are skipped; each invalid line is a bad row. */
final class NdjsonUsers extends UserRows {
    private static final int MAX_LINE = JsonRow.MAX_LENGTH;

    private final MappedUsers users;
    private final Reader text;
    private long line;
    private boolean isAfterReturn;

    NdjsonUsers(BufferedReader lines, MappedUsers users) {
        super(users);
        this.users = users;
        text = lines;
    }

    /** Returns the rows of NDJSON, or of an array of objects if the text begins with one. */
    static UserRows of(TextReader text, UserFields fields, ColumnMapping mapping) throws IOException {
        var users = new MappedUsers(mapping, fields, text);
        var buffered = new BufferedReader(text);
        return JsonArrayUsers.isArray(buffered)
                ? new JsonArrayUsers(buffered, users)
                : new NdjsonUsers(buffered, users);
    }

    @Override
    Optional<Row> read() {
        try {
            Optional<String> next = line();
            while (next.isPresent() && next.get().isBlank()) {
                next = line();
            }
            return next.isPresent() ? Optional.of(row(next.get())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the next line, truncated if it is too long; empty at the end. */
    private Optional<String> line() throws IOException {
        int next = text.read();
        if (isAfterReturn && next == '\n') {
            next = text.read();
        }
        if (next < 0) {
            return Optional.empty();
        }
        line++;
        var content = new StringBuilder(128);
        for (; next >= 0 && next != '\n' && next != '\r'; next = text.read()) {
            if (content.length() <= MAX_LINE) {
                content.append((char) next);
            }
        }
        isAfterReturn = next == '\r';
        return Optional.of(content.toString());
    }

    private Row row(String content) {
        if (content.length() > MAX_LINE) {
            return bad(content, "a line must be at most %s characters long".formatted(MAX_LINE));
        }
        try (JsonParser json = Json.FACTORY.createParser(content)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return bad(content, "a line must be a JSON object");
            }
            JsonRow row = JsonRow.read(json);
            if (json.nextToken() != null) {
                return bad(content, "unexpected content after the object");
            }
            row.members().forEach(users::see);
            return users.row(line, row, content);
        } catch (JsonRow.Unusable e) {
            return bad(content, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return bad(content, "a line must be a JSON object, and nothing else");
        }
    }

    private Row.Bad bad(String content, String reason) {
        Optional<String> badByte = TextReader.isBad(content) ? users.badByte(line) : Optional.empty();
        return MappedUsers.bad(line, "", content, badByte.orElse(reason));
    }
}

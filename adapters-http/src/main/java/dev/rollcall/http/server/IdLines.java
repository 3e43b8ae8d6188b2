package dev.rollcall.http.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rollcall.domain.Roster;
import dev.rollcall.domain.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Ids as NDJSON: a JSON string or integer a line. They are read as they come, never all at once. For one thread. */
final class IdLines {
    private final JsonParser json;

    IdLines(InputStream body) throws IOException {
        json = Json.FACTORY.createParser(body);
    }

    /**
     * Returns the next ids, as many as are asked for, or as there are left; none at the end.
     *
     * @throws Problem.Refusal if something else stands there; this says what, and where
     * @throws IOException if the client goes away
     */
    Roster next(int count) throws IOException {
        List<UserId> ids = new ArrayList<>();
        try {
            while (ids.size() < count && json.nextToken() != null) {
                ids.add(RosterBody.id(json));
            }
        } catch (JsonProcessingException e) {
            throw RosterBody.bad("the body is not NDJSON" + RosterBody.place(e.getLocation()));
        }
        return Roster.of(ids);
    }
}

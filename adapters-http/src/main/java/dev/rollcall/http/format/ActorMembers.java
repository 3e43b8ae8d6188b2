package dev.rollcall.http.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.directory.Actor;
import java.io.IOException;

/** An actor as members of a JSON object. */
public final class ActorMembers {
    private ActorMembers() {}

    /** Writes {@code "by"}, the name, and {@code "byKind"}, how it is known. */
    public static void write(Actor actor, JsonGenerator json) throws IOException {
        json.writeStringField("by", actor.name());
        json.writeStringField("byKind", actor.kind().word());
    }
}

package dev.rollcall.domain.rollcall;

import dev.rollcall.domain.UserId;
import java.util.List;

/**
 * How the answer for one id came about, for the person who sets up a remote. Its texts are to be shown; they have no secrets.
 *
 * @param answer the answer
 * @param warnings those of the roll call
 * @param requests what was asked and heard, in order, canaries included; empty if nothing is known of that
 */
public record Explanation(Answer answer, List<String> warnings, List<Request> requests) {
    /** Copies the lists. */
    public Explanation {
        warnings = List.copyOf(warnings);
        requests = List.copyOf(requests);
    }

    /**
     * One request.
     *
     * @param id the id that it asked for
     * @param sent what was sent
     * @param received the beginning of what was received; empty if nothing was
     * @param values what the mapping finds in it
     * @param meaning what it means for the answer
     */
    public record Request(UserId id, String sent, String received, List<Value> values, String meaning) {
        /** Copies the values. */
        public Request {
            values = List.copyOf(values);
        }
    }

    /**
     * What the mapping finds.
     *
     * @param name the field, or another part of the mapping
     * @param where the expression that says where it is
     * @param found what is there, as JSON; or why that can't be told
     */
    public record Value(String name, String where, String found) {}
}

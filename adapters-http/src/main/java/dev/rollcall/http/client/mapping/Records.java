package dev.rollcall.http.client.mapping;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The records of users in a document.
 *
 * @param all in document order
 * @param isArray whether they are the elements of an array, so that any number of them may be somebody else's
 */
record Records(List<UserRecord> all, boolean isArray) {
    /** Finds the records in a document. Safe for use by many threads. */
    interface Source {
        /**
         * Reads the object or array that the parser stands at, to its end.
         *
         * @return the records; empty if the document says that there is no such user
         */
        Optional<Records> read(JsonParser json) throws IOException;
    }

    static Records of(UserRecord one) {
        return new Records(List.of(one), false);
    }
}

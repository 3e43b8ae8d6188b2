package dev.rollcall.http.client.listing;

import dev.rollcall.domain.rollcall.Explanation.Value;
import java.util.List;

/**
 * How the first page of a list came about, for the person who sets up a remote. Its texts are to be shown; they have no secrets.
 *
 * @param requests what was asked and heard, in order
 * @param outcome how many users the page has and where the next one is, or why it can't be read
 * @param isRead whether it can be read
 */
public record ListingExplanation(List<Request> requests, String outcome, boolean isRead) {
    /** Copies the list. */
    public ListingExplanation {
        requests = List.copyOf(requests);
    }

    /**
     * One request.
     *
     * @param sent what was sent
     * @param received the beginning of what was received; empty if nothing was
     * @param values what the settings find in it, and in the first user
     * @param meaning what it means
     */
    public record Request(String sent, String received, List<Value> values, String meaning) {
        /** Copies the values. */
        public Request {
            values = List.copyOf(values);
        }
    }
}

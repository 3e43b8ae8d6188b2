package dev.rollcall.http.client.api;

import dev.rollcall.http.client.mapping.Expression;
import dev.rollcall.http.client.response.RemoteResponse;
import java.util.Optional;
import java.util.Set;

/**
 * Which statuses are transient failures beside 408, 421, 425, 429, 502, 503 and 504.
 *
 * @param statuses the statuses, from 300 to 599
 * @param when a condition on the JSON of their bodies; empty for any body
 */
public record RetryRule(Set<Integer> statuses, Optional<Expression> when) {
    /** No further statuses. */
    public static final RetryRule NONE = new RetryRule(Set.of(), Optional.empty());

    /**
     * Validates the statuses.
     *
     * @throws IllegalArgumentException if one is out of range; the message shows it
     */
    public RetryRule {
        statuses = Set.copyOf(statuses);
        for (int status : statuses) {
            if (status < 300 || status > 599) {
                throw new IllegalArgumentException("a status to retry must be 300 to 599: " + status);
            }
        }
    }

    boolean covers(RemoteResponse response) {
        return statuses.contains(response.status())
                && (when.isEmpty() || when.get().holdsIn(response.beginning()));
    }
}

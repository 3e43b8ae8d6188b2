package dev.rollcall.http.client.mapping;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import java.util.Set;

/**
 * A user as the remote describes it.
 *
 * @param user the user, under the id that was asked for
 * @param missing the mapped fields of which the remote said nothing
 */
public record FoundUser(User user, Set<UserField> missing) {}

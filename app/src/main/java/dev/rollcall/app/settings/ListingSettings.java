package dev.rollcall.app.settings;

import dev.rollcall.http.client.listing.ListUri;
import dev.rollcall.http.client.listing.NextPage;
import dev.rollcall.http.client.listing.UserList;
import dev.rollcall.http.client.mapping.Expression;
import java.time.Duration;
import java.util.Optional;

/** The settings of the remote's list of its users. */
final class ListingSettings {
    static final Declarations DECLARED = new Declarations();

    private static final String LINK = "link";
    private static final String OFFSET = "offset";
    private static final String PAGE = "page";

    static final Setting<Optional<ListUri>> URI = DECLARED.add(
            "remote.list.uri", "The URI of the remote's list of users; empty if it has none.", Form.listUri(), "");
    static final Setting<Optional<Expression>> USERS = DECLARED.add(
            "remote.list.users",
            "Where the array of users is in a page of the list; empty for all of it.",
            Form.expression(),
            "");
    static final Setting<String> NEXT = DECLARED.add(
            "remote.list.next",
            "How the next page is found: link, the header; offset or page; or where its URI or cursor is.",
            Form.nextPage(LINK, OFFSET, PAGE),
            LINK);
    static final Setting<Integer> SIZE = DECLARED.add(
            "remote.list.size",
            "How many users a page of the list should have: {size} in its URI.",
            Form.number(1, 10_000),
            Integer.toString(UserList.USUAL_SIZE));
    static final Setting<Optional<String>> FIRST = DECLARED.add(
            "remote.list.first",
            "The offset of the first user, or the number of the first page; empty for offset 0 or page 1.",
            Form.optional(Form.oneOf("0", "1")),
            "");
    static final Setting<Optional<Expression>> TOTAL = DECLARED.add(
            "remote.list.total",
            "Where the number of all users is in a page of the list; empty if the remote doesn't tell.",
            Form.expression(),
            "");
    static final Setting<Duration> TIMEOUT = DECLARED.add(
            "remote.list.timeout",
            "The timeout of the request for a page of the list; after it, the request may be retried.",
            Form.duration(),
            "PT10S");

    private ListingSettings() {}

    /** Reports a list of a remote that isn't named or doesn't tell ids, and one whose pages can't be told apart. */
    static void check(GivenSettings given, Setting<?> remote) {
        if (!given.isValid(URI) || !given.isSet(URI)) {
            return;
        }
        if (!given.isSet(remote)) {
            given.problem("%s needs %s, too".formatted(given.described(URI), remote.key()));
        }
        if (!given.isSet(MappingSettings.ID)) {
            given.problem("%s needs remote.fields.id, too".formatted(given.described(URI)));
        }
        if (given.isValid(NEXT) && given.isValid(FIRST)) {
            UserList.misfit(given.get(URI).orElseThrow(), next(given))
                    .ifPresent(why -> given.problem(
                            "%s, with %s".formatted(given.described(URI) + " " + why, given.described(NEXT))));
        }
    }

    /**
     * Reads the list.
     *
     * @throws IllegalArgumentException if a setting has an invalid value
     */
    static Optional<UserList> of(GivenSettings given) {
        return given.get(URI)
                .map(uri -> new UserList(
                        uri, given.get(USERS), next(given), given.get(SIZE), given.get(TOTAL), given.get(TIMEOUT)));
    }

    private static NextPage next(GivenSettings given) {
        Optional<Integer> first = given.get(FIRST).map(Integer::valueOf);
        String next = given.get(NEXT);
        return switch (next) {
            case LINK -> new NextPage.Linked();
            case OFFSET -> new NextPage.ByOffset(first.orElse(0));
            case PAGE -> new NextPage.ByNumber(first.orElse(1));
            default -> new NextPage.Told(Expression.of(next));
        };
    }
}

package dev.rollcall.http.server.web;

import dev.rollcall.domain.Text;
import io.helidon.http.Status;
import java.util.Arrays;
import java.util.Optional;

/** The types of problem that the server reports (RFC 9457). Their slugs are part of the API and don't change. */
public enum ProblemType {
    BAD_REQUEST(400, "Bad request", "The request violates HTTP, so it was not read any further."),
    BAD_PARAMETER(400, "Bad parameter", "A query parameter or a field of a form is missing, unknown or invalid."),
    BAD_ID(400, "Bad id", "The id in the path is invalid."),
    BAD_HEADER(400, "Bad header", "A header is invalid."),
    BAD_BODY(400, "Bad body", "The body isn't valid for this route."),
    SIGN_IN_REQUIRED(
            401,
            "Sign-in required",
            "Nobody signed in, or what should prove it isn't valid. Programs need a token; people sign in with a browser. Nothing was done."),
    SCOPE_MISSING(
            403, "Scope missing", "Whoever made the request may not do this; the detail says which scope is needed."),
    FOREIGN_PAGE(403, "Foreign page", "A page of another site made the request. Nothing was done."),
    NOT_FOUND(404, "No such page", "Nothing is served at this path."),
    UNKNOWN_USER(404, "Unknown user", "The directory has no user with this id."),
    UNKNOWN_RUN(404, "Unknown run", "There is no reconciliation with this number, or it isn't kept any more."),
    UNKNOWN_LINE(404, "Unknown line", "The reconciliation has no line of this user."),
    NO_LISTING(404, "No listing", "The settings name no list of the remote's users (remote.list.uri)."),
    METHOD_NOT_ALLOWED(
            405, "Method not allowed", "The path doesn't allow this method; the header Allow lists those it does."),
    NOT_ACCEPTABLE(
            406,
            "Not acceptable",
            "The request's Accept includes none of the available media types; the member available lists them."),
    RUN_UNDER_WAY(
            409,
            "Run under way",
            "Another reconciliation calls the remote, or is applied; the member run is its path. Nothing was done."),
    RUN_UNFIT(
            409,
            "Run unfit",
            "That can't be done with a reconciliation in this state; the detail says what can. Nothing was changed."),
    RUN_EXPIRED(
            409,
            "Run expired",
            "The plan is too old: too much may have changed since it was made. Nothing was changed. Begin another run."),
    RUN_DRIFTED(
            409,
            "Run drifted",
            "Users changed since the plan was made; the member ids has the first of them. Nothing was changed."),
    PRECONDITION_FAILED(
            412,
            "Precondition failed",
            "The user, or the reconciliation, doesn't, or no longer, match If-Match or If-None-Match. Nothing was changed."),
    BODY_TOO_LARGE(413, "Body too large", "The body is larger than this route accepts."),
    URI_TOO_LONG(414, "URI too long", "The request line is longer than 32 KiB. Send many ids in the body of a POST."),
    UNSUPPORTED_MEDIA_TYPE(
            415, "Unsupported media type", "This route doesn't accept the body's Content-Type or Content-Encoding."),
    MISDIRECTED_REQUEST(
            421,
            "Misdirected request",
            "The request is to a host to which this server doesn't answer. Nothing was done."),
    IMPORT_REFUSED(
            422, "Import refused", "The file has bad rows, and the mode is all or nothing. Nothing was changed."),
    HEAD_TOO_LARGE(431, "Head too large", "The headers of the request are longer than 16 KiB together."),
    INTERNAL_ERROR(500, "Internal error", "Rollcall failed. The server's log has the cause."),
    ROLL_CALL_INCOMPLETE(502, "Roll call incomplete", "Fewer answers were proven than the request requires."),
    LISTING_FAILED(
            502,
            "Listing failed",
            "A page of the remote's list of users can't be read. Who was listed before it is present; nothing is known of others."),
    PROVIDER_UNAVAILABLE(
            503,
            "Provider unavailable",
            "The identity provider, whose keys are needed to check the token, doesn't answer. Try again."),
    DIRECTORY_UNAVAILABLE(503, "Directory unavailable", "The database is unavailable. Try again."),
    OVERLOADED(
            503,
            "Overloaded",
            "The server has too little memory left for the request besides all others. Nothing was done. Try again."),
    DIRECTORY_BUSY(
            503, "Directory busy", "Too many imports, searches, counts or exports are under way. Try again later."),
    DIRECTORY_SLOW(
            503,
            "Directory slow",
            "The database took too long for a query or a change, which was cancelled. A narrower search takes less."),
    STOPPING(503, "Stopping", "The server is stopping, and did not complete the request. Try again."),
    ROLL_CALL_LATE(504, "Roll call late", "More answers were late than the request allows."),
    HTTP_VERSION(
            505,
            "HTTP version not supported",
            "The server speaks HTTP/1.1 only. A proxy or a check can be set to use it."),
    STORAGE_FULL(
            507,
            "Storage full",
            "The server's disk is full, or almost, so nothing can be changed. What is there can be read. Service resumes by itself.");

    private final int status;
    private final String title;
    private final String meaning;

    ProblemType(int status, String title, String meaning) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
    }

    /** Returns the last segment of the problem type's URI. */
    public String slug() {
        return Text.word(this);
    }

    /** Returns the status of the response. */
    public Status status() {
        return Status.create(status);
    }

    /** Returns the name for people. */
    public String title() {
        return title;
    }

    /** Returns the meaning, in a sentence or two. */
    String meaning() {
        return meaning;
    }

    /** Returns the type with the slug; empty if there is none. */
    static Optional<ProblemType> ofSlug(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findAny();
    }

    /** Returns the type that fits best for an error of the HTTP server itself. */
    static ProblemType ofStatus(Status status) {
        return switch (status.code()) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 413 -> BODY_TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 431 -> HEAD_TOO_LARGE;
            case 501 -> BAD_REQUEST; // an unknown transfer coding
            case 505 -> HTTP_VERSION;
            case 503 -> STOPPING;
            default -> status.code() < 500 ? BAD_REQUEST : INTERNAL_ERROR;
        };
    }
}

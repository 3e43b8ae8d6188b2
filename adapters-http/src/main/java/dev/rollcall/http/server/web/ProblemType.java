package dev.rollcall.http.server.web;

import dev.rollcall.domain.Text;
import io.helidon.http.Status;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of problem that the server tells of (RFC 9457). Their slugs are part of the API and don't change. */
public enum ProblemType {
    BAD_REQUEST(400, "Bad request", "The request breaks a rule of HTTP, so it was not read any further."),
    BAD_PARAMETER(
            400,
            "Bad parameter",
            "A parameter in the query of the URI is missing, unknown, or has a value that can't be."),
    BAD_ID(400, "Bad id", "The last segment of the path can't be the id of a user."),
    BAD_HEADER(400, "Bad header", "A header has a value that can't be."),
    BAD_BODY(400, "Bad body", "The body isn't the JSON that this route takes."),
    FOREIGN_PAGE(
            403,
            "Foreign page",
            "A page of another site asked for the change, and not a page of this one. Nothing was changed."),
    NOT_FOUND(404, "No such page", "Nothing is served at this path."),
    UNKNOWN_USER(404, "Unknown user", "The directory has no user with this id."),
    METHOD_NOT_ALLOWED(
            405,
            "Method not allowed",
            "The path is served, but not for this method; the header Allow tells for which."),
    NOT_ACCEPTABLE(
            406,
            "Not acceptable",
            "There is nothing here in a media type that the request's Accept takes; the member available lists those that there are."),
    PRECONDITION_FAILED(
            412,
            "Precondition failed",
            "The user is not, or no longer, what the request's If-Match or If-None-Match asks for. Nothing was changed."),
    BODY_TOO_LARGE(413, "Body too large", "The body is longer than this route takes."),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "The body's Content-Type isn't one that this route takes."),
    IMPORT_REFUSED(
            422, "Import refused", "Rows of the file are bad, and all or none were to be saved. Nothing was changed."),
    INTERNAL_ERROR(500, "Internal error", "Rollcall failed. The server's log tells why."),
    ROLL_CALL_INCOMPLETE(
            502, "Roll call incomplete", "Too few answers of the remote were proven for what the request requires."),
    DIRECTORY_UNAVAILABLE(503, "Directory unavailable", "The database can't be asked at the moment. Try again."),
    STOPPING(503, "Stopping", "The server is stopping, or too busy, and did not finish the request. Try again."),
    ROLL_CALL_LATE(504, "Roll call late", "Too many answers of the remote were late for what the request requires.");

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

    /** Returns the status that goes with it. */
    public Status status() {
        return Status.create(status);
    }

    /** Returns its name for people. */
    public String title() {
        return title;
    }

    /** Returns what it means, in a sentence or two. */
    String meaning() {
        return meaning;
    }

    /** Returns the type with the slug; empty if there is none. */
    static Optional<ProblemType> ofSlug(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findAny();
    }

    /** Returns the type that tells best of an error that the HTTP server itself made. */
    static ProblemType ofStatus(Status status) {
        return switch (status.code()) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 413 -> BODY_TOO_LARGE;
            case 501, 505 -> BAD_REQUEST; // a transfer coding or a version of HTTP that it doesn't know
            case 503 -> STOPPING;
            default -> status.code() < 500 ? BAD_REQUEST : INTERNAL_ERROR;
        };
    }
}

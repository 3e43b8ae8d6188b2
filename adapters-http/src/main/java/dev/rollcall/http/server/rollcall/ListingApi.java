package dev.rollcall.http.server.rollcall;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.listing.ListedPage;
import dev.rollcall.domain.listing.ListingFailure;
import dev.rollcall.domain.listing.ListingWalk;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.MediaTypes;
import dev.rollcall.http.format.users.Formulas;
import dev.rollcall.http.format.users.UserFormat;
import dev.rollcall.http.format.users.UserWriter;
import dev.rollcall.http.server.connection.Peer;
import dev.rollcall.http.server.origin.ForeignPageFilter;
import dev.rollcall.http.server.web.Accept;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import dev.rollcall.http.server.web.Problems;
import dev.rollcall.http.server.web.Stream;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The API of the remote's own list of its users, which is passed on page by page. */
public final class ListingApi {
    /** A page of the remote, and what is made of it, as an estimate in bytes. */
    private static final long PAGE_MEMORY = 16 << 20;

    private static final List<String> TYPES = List.of(MediaTypes.NDJSON, MediaTypes.CSV);

    private final Optional<? extends RemoteListing> listing;
    private final UserFields fields;

    /** Creates the API over a list; empty if the remote has none. */
    public ListingApi(Optional<? extends RemoteListing> listing, UserFields fields) {
        this.listing = listing;
        this.fields = fields;
    }

    /**
     * {@code GET /api/remote-users}: all users on the remote's list, but not for a page of another site. NDJSON ends with a summary; if the
     * list is cut, with a problem in its place, and the connection is closed.
     */
    public Stream users(ServerRequest request) throws InterruptedException {
        ForeignPageFilter.refuseForeign(request);
        Parameters parameters = Parameters.of(request, Set.of("format", "formulas"));
        UserFormat format = format(request, parameters);
        Formulas formulas =
                parameters.oneOf("formulas", Formulas.values(), Text::word).orElse(Formulas.KEPT);
        if (format != UserFormat.CSV) {
            parameters.refuse(List.of("formulas"), "only in csv, spreadsheets would run them");
        }
        ListingWalk walk = walk(Peer.of(request));
        ListedPage first = first(walk);
        return Stream.file(
                "remote-users." + format.word(),
                format.type(),
                out -> write(first, walk, format, format.writer(out, fields, formulas), out));
    }

    private static UserFormat format(ServerRequest request, Parameters parameters) {
        Optional<UserFormat> asked = parameters.oneOf("format", UserFormat.values(), UserFormat::word);
        String type = Accept.of(request.headers())
                .choose(asked.map(file -> List.of(file.type())).orElse(TYPES));
        return UserFormat.ofType(type).orElseThrow();
    }

    private ListingWalk walk(Peer client) {
        RemoteListing remote =
                listing.orElseThrow(() -> new Problem(ProblemType.NO_LISTING, "remote.list.uri isn't set").refusal());
        client.claim(PAGE_MEMORY);
        return new ListingWalk(remote, Optional.empty(), bytes -> {
            client.claim(bytes);
            return true;
        });
    }

    /** Reads the first page before anything is sent, so that a failure has its own status. */
    private static ListedPage first(ListingWalk walk) throws InterruptedException {
        try {
            return walk.next();
        } catch (ListingFailure e) {
            throw failed(walk, e).refusal();
        }
    }

    private static Problem failed(ListingWalk walk, ListingFailure e) {
        return new Problem(ProblemType.LISTING_FAILED, "after %s users: %s".formatted(walk.users(), e.getMessage()));
    }

    private static void write(
            ListedPage first, ListingWalk walk, UserFormat format, UserWriter writer, OutputStream out)
            throws IOException, InterruptedException {
        try {
            write(first, writer, out);
            while (walk.hasNext()) {
                write(walk.next(), writer, out);
            }
        } catch (ListingFailure e) {
            if (format == UserFormat.NDJSON) {
                line(out, json -> Problems.write(failed(walk, e), json));
            }
            throw new CloseConnectionException("the list was cut", e);
        }
        if (format == UserFormat.NDJSON) {
            line(out, json -> summary(walk, json));
        }
    }

    private static void write(ListedPage page, UserWriter writer, OutputStream out) throws IOException {
        page.users().forEach(writer::write);
        writer.finish();
        out.flush();
    }

    private static void line(OutputStream out, Json.Content content) throws IOException {
        out.write(Json.document(content));
        out.write('\n');
        out.flush();
    }

    private static void summary(ListingWalk walk, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("listed", walk.users());
        json.writeNumberField("unreadable", walk.unreadable());
        json.writeArrayFieldStart("warnings");
        for (UserField field : walk.blank().stream().sorted().toList()) {
            json.writeString("Nobody on the list has a value for %s: check remote.fields.%s.".formatted(field, field));
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}

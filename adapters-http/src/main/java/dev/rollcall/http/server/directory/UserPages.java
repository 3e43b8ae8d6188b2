package dev.rollcall.http.server.directory;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.History;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.directory.Removal;
import dev.rollcall.domain.directory.Save;
import dev.rollcall.http.server.access.Caller;
import dev.rollcall.http.server.directory.UserSheet.Notice;
import dev.rollcall.http.server.web.Accept;
import dev.rollcall.http.server.web.FormBody;
import dev.rollcall.http.server.web.Html;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Percent;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.Response;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The pages of the directory: the index, a page per user, and the forms that add, change and remove users. A form redirects (303) to the
 * page that confirms the change, so that reloading doesn't repeat it; an edit conflict shows both versions (409).
 */
public final class UserPages {
    /** The maximum length of a form, in bytes. */
    private static final int MAX_BODY = 64 * 1024;

    private final Registrar registrar;
    private final Watch watch;
    private final UserFields fields;
    private final PageResponses indexes = new PageResponses();

    /** What a form does with a user. */
    private enum Action {
        SAVE,
        REMOVE;

        String word() {
            return Text.word(this);
        }
    }

    /**
     * Creates the pages over the use cases, for users with these fields.
     *
     * @param watch knows what runs have seen of them
     */
    public UserPages(Registrar registrar, Watch watch, UserFields fields) {
        this.fields = fields;
        this.registrar = registrar;
        this.watch = watch;
    }

    /** {@code GET /}: users from the database, as {@code index.html}. */
    public Response index(ServerRequest request) {
        Parameters parameters = Parameters.of(request, Set.of("q", "sort", "after", "column"));
        Query query = Queries.read(parameters);
        Page page = registrar.index(query);
        var listing = new Listing(page, query, Columns.read(fields, parameters));
        return listing.columns().isPlain()
                ? indexes.get(query, page, () -> Response.page(Status.OK_200, index(listing)))
                : Response.page(Status.OK_200, index(listing));
    }

    private static byte[] index(Listing listing) {
        return Html.render((html, none) -> JteindexGenerated.render(html, none, listing));
    }

    /** {@code GET /users/{id}}: a user with its history, the latest change first, even if the user was removed. */
    public Response user(ServerRequest request) {
        UserId id = PathId.ofPage(request);
        Parameters parameters = Parameters.of(request, Set.of("before", "notice"));
        OptionalLong before = parameters.version("before");
        Optional<Notice> notice = parameters.oneOf("notice", Notice.values(), Notice::word);
        Optional<Entry> entry = registrar.find(id);
        UserForm form = entry.map(known -> UserForm.of(fields, known)).orElseGet(() -> UserForm.blank(fields));
        History history = registrar.history(id, before, History.USUAL);
        return Response.page(Status.OK_200, sheet(new UserSheet(id, entry, form, history, watch.of(id), notice)));
    }

    private static byte[] sheet(UserSheet sheet) {
        if (sheet.entry().isEmpty() && sheet.history().changes().isEmpty()) {
            throw Problem.unknownUser(sheet.id()).refusal();
        }
        return Html.render((html, none) -> JteuserGenerated.render(html, none, sheet));
    }

    /** {@code GET /add}: the form that adds a user. */
    public Response add(ServerRequest request) {
        Parameters.of(request, Set.of());
        return Response.page(Status.OK_200, add(UserForm.blank(fields)));
    }

    private static byte[] add(UserForm form) {
        return Html.render((html, none) -> JteaddGenerated.render(html, none, form));
    }

    /** {@code POST /add}: adds the user, unless the id is taken. */
    public Response create(ServerRequest request) throws IOException {
        UserForm form = UserForm.read(fields, texts(request, UserForm.namesToAdd(fields)));
        if (form.user().isEmpty()) {
            return invalid(add(form));
        }
        User user = form.user().get();
        Save save = registrar.save(
                user, new Precondition.IsNew(), Caller.of(request).actor());
        if (save instanceof Save.Refused) {
            form.takenId();
            return Response.page(Status.CONFLICT_409, add(form));
        }
        return done(user.id(), Notice.ADDED);
    }

    /** {@code POST /users/{id}}: saves or removes the user, unless it has changed since the form was opened. */
    public Response change(ServerRequest request) throws IOException {
        UserId id = PathId.ofPage(request);
        Parameters texts = texts(request, UserForm.namesToChange(fields));
        Action action = texts.oneOf("action", Action.values(), Action::word)
                .orElseThrow(() -> Problem.badParameter("action is missing: it must be save or remove"));
        Actor by = Caller.of(request).actor();
        UserForm form = UserForm.read(fields, id, texts);
        return switch (action) {
            case SAVE -> form.user().map(user -> save(user, form, by)).orElseGet(() -> invalid(id, form));
            case REMOVE -> remove(id, form.precondition(), by);
        };
    }

    private static Parameters texts(ServerRequest request, Set<String> known) throws IOException {
        Parameters.of(request, Set.of());
        return Parameters.ofForm(FormBody.read(request, MAX_BODY), known);
    }

    private Response invalid(UserId id, UserForm form) {
        History history = registrar.history(id, OptionalLong.empty(), History.USUAL);
        return invalid(sheet(new UserSheet(id, registrar.find(id), form, history, watch.of(id), Optional.empty())));
    }

    private static Response invalid(byte[] page) {
        return Response.page(Status.BAD_REQUEST_400, page).with(Accept.VARY);
    }

    /** Attributes that the form doesn't have are kept. */
    private Response save(User user, UserForm form, Actor by) {
        Save save = form.version().isPresent()
                ? registrar.patch(user.id(), form.patch().orElseThrow(), form.precondition(), by)
                : registrar.save(user, form.precondition(), by);
        return switch (save) {
            case Save.Created created -> done(user.id(), Notice.ADDED);
            case Save.Replaced replaced -> done(user.id(), Notice.SAVED);
            case Save.Refused refused -> conflict(user.id(), Optional.of(user), refused.current());
        };
    }

    private Response remove(UserId id, Precondition precondition, Actor by) {
        return switch (registrar.remove(id, precondition, by)) {
            case Removal.Removed removed -> done(id, Notice.REMOVED);
            case Removal.Unknown unknown -> throw Problem.unknownUser(id).refusal();
            case Removal.Refused refused -> conflict(id, Optional.empty(), refused.current());
        };
    }

    /** Equal changes don't conflict. */
    private Response conflict(UserId id, Optional<User> mine, Optional<Entry> current) {
        Optional<Change> last = registrar.history(id, OptionalLong.empty(), 1).changes().stream()
                .findFirst();
        if (current.isEmpty() && last.isEmpty()) {
            throw Problem.unknownUser(id).refusal();
        }
        Conflict conflict = Conflict.of(id, mine, current, last);
        return mine.equals(conflict.theirs())
                ? Response.seeOther(path(id))
                : Response.page(
                        Status.CONFLICT_409,
                        Html.render((html, none) -> JteconflictGenerated.render(html, none, conflict, fields)));
    }

    private static Response done(UserId id, Notice notice) {
        return Response.seeOther(path(id) + "?notice=" + notice.word());
    }

    private static String path(UserId id) {
        return "/users/" + Percent.encode(id.value());
    }
}

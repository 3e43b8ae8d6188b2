package dev.rollcall.app.command;

import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.ChosenRemote;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.listing.ListedPage;
import dev.rollcall.domain.listing.ListingFailure;
import dev.rollcall.domain.listing.ListingWalk;
import dev.rollcall.http.client.listing.HttpRemoteListing;
import dev.rollcall.http.client.listing.ListingExplanation;
import dev.rollcall.http.format.users.UserFormat;
import dev.rollcall.http.format.users.UserWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the remote's own list of its users. */
@Command(
        name = "list",
        header = "List the users that the remote says it has.",
        description =
                "%nReads the remote's list (remote.list.uri) page by page. Who is on it is present; who isn't, isn't proven to be absent."
                        + " A page that can't be read ends the command with exit code 1 and says how to go on.%n",
        sortOptions = false)
public final class ListCommand implements Callable<Integer> {
    /** How many users who can't be read are named. */
    private static final int MAX_NAMED = 20;

    private final Shell shell;

    @Mixin
    private final SettingsOptions settings;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description =
                    "The file to write, which changes only once the list is whole; default, and -: standard output.")
    private @Nullable Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = UserFormatReader.class,
            description = "ndjson (one user per line) or csv; default: by the extension of the file, or ndjson.")
    private @Nullable UserFormat format;

    @Option(
            names = "--from",
            paramLabel = "CURSOR",
            description = "Go on where a list was cut, at the cursor that was named then.")
    private @Nullable String from;

    @Option(
            names = "--explain",
            description = "Ask for the first page alone, and show what was sent, received and found, to set up a list.")
    private boolean explains;

    private long named;

    public ListCommand(Shell shell, SettingsOptions before) {
        this.shell = shell;
        this.settings = new SettingsOptions(Optional.of(before));
    }

    @Override
    public Integer call() throws WrongSettings, IOException, InterruptedException {
        Settings read = settings.read(shell);
        try (ChosenRemote remote = ChosenRemote.open(read.remote())) {
            remote.notice().ifPresent(shell.err()::println);
            HttpRemoteListing listing = remote.listing()
                    .orElseThrow(() -> usage(
                            "remote.list.uri isn't set: the settings don't say where the remote lists its users"));
            if (explains) {
                return explain(listing);
            }
            return walk(
                    new ListingWalk(listing, Optional.ofNullable(from)),
                    read.directory().fields());
        }
    }

    private int walk(ListingWalk walk, UserFields fields) throws IOException {
        if (file == null || WrittenFile.isStandardOutput(file)) {
            list(walk, fields, shell.out());
        } else {
            WrittenFile.write(file, out -> list(walk, fields, out));
        }
        report(walk);
        return walk.unreadable() == 0 ? ExitCode.DONE : ExitCode.PARTIAL;
    }

    private int explain(HttpRemoteListing listing) throws InterruptedException {
        ListingExplanation explanation = listing.explain();
        ExplanationText.write(explanation, shell.out());
        shell.out().flush();
        return explanation.isRead() ? ExitCode.DONE : ExitCode.UNUSABLE;
    }

    private UserFormat format() {
        return Optional.ofNullable(format)
                .or(() -> Optional.ofNullable(file).flatMap(path -> UserFormat.ofName(path.toString())))
                .orElse(UserFormat.NDJSON);
    }

    private void list(ListingWalk walk, UserFields fields, OutputStream out) throws IOException {
        UserWriter writer = format().writer(out, fields);
        try (var progress = new Progress(shell)) {
            while (walk.hasNext()) {
                ListedPage page = next(walk, writer, out);
                page.users().forEach(user -> {
                    writer.write(user);
                    progress.row();
                });
                page.unreadable().stream().limit(MAX_NAMED - named).forEach(why -> {
                    progress.say("rollcall: left out: " + Quoted.plain(why));
                    named++;
                });
            }
        }
        writer.finish();
        out.flush();
    }

    /** Reads a page. If that fails, what was listed before is written all the same. */
    private ListedPage next(ListingWalk walk, UserWriter writer, OutputStream out) throws IOException {
        try {
            return walk.next();
        } catch (ListingFailure e) {
            writer.finish();
            out.flush();
            String message = walk.cursor()
                    .map(cursor -> "the list was cut after %s users: %s; to go on there: --from %s"
                            .formatted(walk.users(), e.getMessage(), quoted(cursor)))
                    .orElseGet(() -> "the list can't be read: " + e.getMessage());
            throw new UncheckedIOException(message, new IOException(message));
        } catch (IllegalArgumentException e) {
            throw usage("--from: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    /** Returns the text as one word for a POSIX shell. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private void report(ListingWalk walk) {
        if (walk.unreadable() > named) {
            shell.err().println("rollcall: left out: %s more users".formatted(walk.unreadable() - named));
        }
        walk.blank().stream()
                .sorted()
                .forEach(field -> shell.err()
                        .println(
                                "rollcall: warning: nobody on the list has a value for %s: check remote.fields.%s, or set it empty if the list has none"
                                        .formatted(field, field)));
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}

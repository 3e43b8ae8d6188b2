package dev.rollcall.http.server;

import dev.rollcall.domain.Answer;
import dev.rollcall.domain.RollCall;
import dev.rollcall.domain.Roster;
import dev.rollcall.http.server.UserImports.Imported;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The pages, as templates in {@code src/main/jte} that are compiled with the code. They escape all data by where it stands. */
@SuppressWarnings("NullAway") // the generated classes take null for no interceptor, but are not annotated
final class Templates {
    private Templates() {}

    /** Returns {@code index.html}: a page of the directory. */
    static byte[] index(Listing listing) {
        return render(html -> JteindexGenerated.render(html, null, listing));
    }

    /** Returns {@code users.html}: a roll call, or only the form to ask for one. */
    static byte[] users(CallForm form, Optional<Called> called) {
        return render(html -> JteusersGenerated.render(html, null, form, called));
    }

    /** Returns the part of it that has a row for each id, and no answer yet. */
    static byte[] waiting(Roster roster) {
        return render(html -> JtewaitingGenerated.render(html, null, roster));
    }

    /** Returns the part that is the row of an answer, counted from 0. */
    static byte[] row(int number, Answer answer) {
        return render(html -> JterowGenerated.render(html, null, answer, Optional.of("row" + number)));
    }

    /** Returns the part that says what the answers came to so far. */
    static byte[] progress(RollCall.Counts counts, int asked) {
        return render(html -> JteprogressGenerated.render(html, null, counts, asked));
    }

    /** Returns the part that says what the roll call came to. */
    static byte[] summary(Called called) {
        return render(html -> JtesummaryGenerated.render(html, null, called));
    }

    /** Returns the part that is read out. */
    static byte[] status(String text) {
        return render(html -> JtestatusGenerated.render(html, null, text));
    }

    /** Returns the page of one user. */
    static byte[] user(UserSheet sheet) {
        return render(html -> JteuserGenerated.render(html, null, sheet));
    }

    /** Returns the page that adds a user. */
    static byte[] add(UserForm form) {
        return render(html -> JteaddGenerated.render(html, null, form));
    }

    /** Returns the page that shows a change that came too late. */
    static byte[] conflict(Conflict conflict) {
        return render(html -> JteconflictGenerated.render(html, null, conflict));
    }

    /** Returns the page that imports users: the form, what is wrong with the file, and what the import came to. */
    static byte[] imports(ImportForm form, Optional<String> error, Optional<Imported> imported) {
        return render(html -> JteimportsGenerated.render(html, null, form, error, imported));
    }

    /** Returns a page of the documentation, with links to all. */
    static byte[] docs(DocPage shown, List<DocPage> all) {
        return render(html -> JtedocsGenerated.render(html, null, shown, all));
    }

    /** Returns the page that tells of a problem. */
    static byte[] problem(Problem problem) {
        return render(html -> JteproblemGenerated.render(html, null, problem.type(), Optional.of(problem.detail())));
    }

    /** Returns the page that explains a type of problem. */
    static byte[] problemType(ProblemType type) {
        return render(html -> JteproblemGenerated.render(html, null, type, Optional.empty()));
    }

    private static byte[] render(Consumer<OwaspHtmlTemplateOutput> template) {
        var bytes = new Utf8ByteOutput();
        template.accept(new OwaspHtmlTemplateOutput(bytes));
        return bytes.toByteArray();
    }
}

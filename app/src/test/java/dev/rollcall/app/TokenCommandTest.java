package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.app.command.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command token, on a database in a file. */
class TokenCommandTest {
    private final CommandLineUnderTest line;

    TokenCommandTest(@TempDir Path folder) {
        line = new CommandLineUnderTest(folder);
    }

    @Test
    void a_token_is_shown_once_alone_on_the_standard_output() {
        assertThat(line.run("token", "create", "ci", "--scopes", "read,call", "--expires", "P30D", "--by", "ada"))
                .as(line.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(line.out()).matches("rollcall_[A-Za-z0-9_-]{43}\n");
        assertThat(line.err()).contains("the token of ci may: read, call; it expires 20", "shown only now");

        assertThat(line.run("token", "list")).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).matches("ci: read, call; issued \\S+ by ada; expires \\S+; never used\n");
    }

    @Test
    void a_revoked_token_is_gone_and_its_name_is_free() {
        line.run("token", "create", "ci", "--scopes=read", "--expires=never");
        assertThat(line.err()).contains("it never expires");

        assertThat(line.run("token", "create", "ci", "--scopes=read")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err()).contains("there is a token \"ci\" already; revoke it first");
        assertThat(line.run("token", "revoke", "ci")).isEqualTo(ExitCode.DONE);
        assertThat(line.run("token", "revoke", "ci")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err()).contains("there is no token \"ci\"");
        assertThat(line.run("token", "list")).isEqualTo(ExitCode.DONE);
        assertThat(line.err()).contains("there are no tokens");
        assertThat(line.run("token", "create", "ci", "--scopes=read")).isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    create ci | --scopes
                    create ci --scopes everything | must be some of read, call, write, reconcile, operate
                    create ci --scopes read --expires soon | --expires must be a duration such as P90D
                    create ci --scopes read --expires PT0S | more than nothing
                    create --scopes read | NAME
                    revoke | NAME
                    bury ci | Unmatched argument
                    '' | say create, list or revoke
                    """)
    void what_makes_no_sense_is_told_and_nothing_is_issued(String arguments, String told) {
        String[] all = ("token " + arguments).strip().split(" ");
        assertThat(line.run(all)).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains(told);

        line.run("token", "list");
        assertThat(line.out()).isEmpty();
    }
}

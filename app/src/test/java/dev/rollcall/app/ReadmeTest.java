package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.app.settings.Setting;
import dev.rollcall.app.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What README says is so. */
final class ReadmeTest {
    private static final Path ROOT = Path.of("..");

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    private static List<MatchResult> found(String regex, String text) {
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).results().toList();
    }

    @Test
    void its_table_of_settings_is_the_one_of_the_code() throws IOException {
        String table =
                found("\\n\\| Setting .*?\\n\\n", read("README.md")).getFirst().group();
        assertThat(table.strip().lines().skip(2).toList())
                .isEqualTo(Settings.all().stream().map(ReadmeTest::row).toList());
    }

    private static String row(Setting<?> setting) {
        String initial = setting.initial().isEmpty() ? "unset" : "`" + setting.initial() + "`";
        return "| `%s` | %s | %s | %s |"
                .formatted(setting.key(), setting.meaning(), setting.form().description(), initial);
    }

    @Test
    void its_links_lead_to_files() throws IOException {
        for (MatchResult link : found("]\\((?!http)([^)#]+)\\)", read("README.md"))) {
            assertThat(ROOT.resolve(link.group(1))).exists();
        }
    }

    @Test
    void its_table_of_the_seed_functions_leads_to_their_methods() throws IOException {
        List<MatchResult> rows = found("\\| `[^|]*` \\| \\[[^|]*]\\(([^)]+)\\), `(\\w+)`", read("README.md"));
        assertThat(rows).hasSize(4);
        for (MatchResult row : rows) {
            assertThat(read(row.group(1))).containsPattern("[\\w>] " + row.group(2) + "\\(");
        }
    }

    @Test
    void its_example_of_embedding_is_the_one_that_runs_as_a_test() throws IOException {
        String test = read("domain/src/test/java/dev/rollcall/domain/EmbeddingTest.java");
        String region = found("region=\"embedding\"\\n(.*?)\\n *// @end", test)
                .getFirst()
                .group(1);
        assertThat(read("README.md")).contains("```java\n" + region.stripIndent() + "\n```");
    }

    @Test
    void its_routes_are_those_of_the_site() throws IOException {
        String site = read("adapters-http/src/main/java/dev/rollcall/http/server/Site.java");
        String readme = read("README.md");
        for (MatchResult route : found("on\\(routing, \"(/[^\"]*)\"", site)) {
            String path = route.group(1).replace("{+", "{");
            assertThat(path.contains(".") || readme.contains(path)).as(path).isTrue();
        }
    }
}

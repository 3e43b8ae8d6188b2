package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFileTest {
    @TempDir
    private Path folder;

    @Test
    void a_line_with_code_is_code_whatever_stands_beside_it() throws IOException {
        SourceFile file = parsed("""
                /* licence
                   of two lines */
                class A { // a comment behind code

                    /** Javadoc. */
                    int one = 1; /* one
                    two */ int two = 2;
                    // }
                }
                """);
        assertThat(file.code()).isEqualTo(4);
        assertThat(file.comments()).isEqualTo(4);
    }

    @Test
    void what_looks_like_a_comment_in_a_text_is_code_and_what_looks_like_a_text_in_a_comment_is_comment()
            throws IOException {
        SourceFile file = parsed("""
                class A {
                    String url = "https://example.org/*"; char quote = '"', other = '\\'';
                    String escaped = "\\"// \\\\";
                    String block = \"""
                        // "quoted" \\\""" and

                        /* more
                        \""";
                    // it's "one quote
                    int last;
                }
                """);
        assertThat(file.code()).isEqualTo(9);
        assertThat(file.comments()).isEqualTo(1);
    }

    @Test
    void a_method_is_as_long_as_from_its_first_modifier_to_its_brace() throws IOException {
        SourceFile file = parsed("""
                interface A {
                    void none();

                    /**
                     * Javadoc.
                     */
                    @Override
                    default String
                            toString() {
                        return new Object() {
                            @Override public int hashCode() { return 1; }
                        }.toString();
                    }
                }
                """);
        assertThat(file.methods()).containsExactlyInAnyOrder(7, 1);
    }

    @Test
    void a_file_knows_its_module_its_package_and_its_name() throws IOException {
        assertThat(SourceFile.below("src/test/java"))
                .filteredOn(file -> file.name().equals("SourceFileTest"))
                .singleElement()
                .satisfies(file -> assertThat(file.module()).isEqualTo("app"))
                .satisfies(file -> assertThat(file.room()).isEqualTo(Path.of("app/src/test/java/dev/rollcall/app")));
    }

    private SourceFile parsed(String text) throws IOException {
        return SourceFile.parsed(List.of(Files.writeString(folder.resolve("A.java"), text)))
                .getFirst();
    }
}

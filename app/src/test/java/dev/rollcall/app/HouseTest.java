package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How large the house is, its rooms, files and methods, and how large they may become. */
class HouseTest {
    private static final int MOST_FILES_OF_A_PACKAGE = 22;
    private static final int LONG_METHOD = 15;
    private static final int LONGEST_METHOD_BUT_FOR_ONE_IN_100 = 21;
    private static final int MOST_CODE_OF_A_FILE = 250;
    /** From how many lines of code on a file has a test of its own. */
    private static final int LEAST_CODE_WITH_A_TEST = 60;

    private static final double LEAST_TESTS_FOR_ONE_OF_MAIN = 1.3;

    private static List<SourceFile> main = List.of();
    private static List<SourceFile> tests = List.of();

    @BeforeAll
    static void measure() throws IOException {
        main = SourceFile.below("src/main/java");
        tests = SourceFile.below("src/test/java");
    }

    @Test
    void the_whole_house_is_measured() {
        List<String> modules = main.stream().map(SourceFile::module).distinct().toList();
        assertThat(modules).containsExactly("adapters-db", "adapters-http", "app", "domain");
        List<String> table = new ArrayList<>();
        table.add("| | files | lines of code | largest package | method med/p90/p99/max | > 15 lines | largest file"
                + " | comments | test : main |");
        table.add("|---|---|---|---|---|---|---|---|---|");
        modules.forEach(module -> table.add(row(module, file -> file.module().equals(module))));
        table.add(row("**all**", file -> true));
        table.forEach(System.out::println);
        assertThat(table).allSatisfy(row -> assertThat(row).doesNotContain("NaN"));
    }

    @Test
    void no_package_has_more_than_22_files() {
        assertThat(rooms(main))
                .isNotEmpty()
                .allSatisfy(room -> assertThat(room.size())
                        .as("%s", room.getFirst().room())
                        .isLessThanOrEqualTo(MOST_FILES_OF_A_PACKAGE));
    }

    @Test
    void of_100_methods_99_have_21_lines_at_most() {
        assertThat(percentile(methods(main), 99)).isBetween(1, LONGEST_METHOD_BUT_FOR_ONE_IN_100);
    }

    @Test
    void no_file_has_more_than_250_lines_of_code() {
        assertThat(main)
                .isNotEmpty()
                .allSatisfy(
                        file -> assertThat(file.code()).as("%s", file.path()).isLessThanOrEqualTo(MOST_CODE_OF_A_FILE));
    }

    @Test
    void a_file_of_60_lines_of_code_has_a_test_of_its_name_or_a_contract_that_names_it() {
        Set<String> names = tests.stream().map(SourceFile::name).collect(Collectors.toSet());
        String contracts = tests.stream()
                .filter(file -> file.name().endsWith("Contract"))
                .map(SourceFile::text)
                .collect(Collectors.joining());
        List<SourceFile> large = main.stream()
                .filter(file -> file.code() >= LEAST_CODE_WITH_A_TEST)
                .toList();

        assertThat(large).isNotEmpty();
        assertThat(large)
                .filteredOn(file -> !names.contains(file.name() + "Test"))
                .filteredOn(file -> !isNamed(file.name(), contracts))
                .extracting(SourceFile::path)
                .isEmpty();
    }

    @Test
    void no_two_types_have_the_same_name() {
        assertThat(main)
                .extracting(SourceFile::name)
                .filteredOn(name -> !name.endsWith("-info"))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    private static boolean isNamed(String name, String text) {
        return Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                .matcher(text)
                .find();
    }

    @Test
    void there_are_13_lines_of_tests_for_10_of_main() {
        assertThat(ratio(file -> true)).isGreaterThanOrEqualTo(LEAST_TESTS_FOR_ONE_OF_MAIN);
    }

    private static String row(String name, Predicate<SourceFile> which) {
        List<SourceFile> files = main.stream().filter(which).toList();
        List<Integer> methods = methods(files);
        int code = files.stream().mapToInt(SourceFile::code).sum();
        int comments = files.stream().mapToInt(SourceFile::comments).sum();
        double isLong = methods.stream().filter(lines -> lines > LONG_METHOD).count();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,d | %d | %s | %.1f %% | %d | %.0f %% | %.2f |",
                name,
                files.size(),
                code,
                rooms(files).stream().mapToInt(List::size).max().orElse(0),
                lengths(methods),
                100 * isLong / methods.size(),
                files.stream().mapToInt(SourceFile::code).max().orElse(0),
                100.0 * comments / (code + comments),
                ratio(which));
    }

    private static String lengths(List<Integer> methods) {
        return "%s/%s/%s/%s"
                .formatted(
                        percentile(methods, 50), percentile(methods, 90), percentile(methods, 99), methods.getLast());
    }

    private static List<List<SourceFile>> rooms(List<SourceFile> files) {
        return List.copyOf(
                files.stream().collect(Collectors.groupingBy(SourceFile::room)).values());
    }

    /** Returns the lengths of all methods, the shortest first. */
    private static List<Integer> methods(List<SourceFile> files) {
        return files.stream().flatMap(file -> file.methods().stream()).sorted().toList();
    }

    /** Returns the least length that so many of 100 don't exceed. */
    private static int percentile(List<Integer> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    private static double ratio(Predicate<SourceFile> which) {
        return code(tests, which) / code(main, which);
    }

    private static double code(List<SourceFile> files, Predicate<SourceFile> which) {
        return files.stream().filter(which).mapToInt(SourceFile::code).sum();
    }
}

package dev.rollcall.app;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A source file of the house, measured by the JDK's own parser.
 *
 * @param path where it is, from the folder of the house
 * @param text all that stands in it
 * @param methods the length of each method with a body, in lines, from its first modifier or annotation to its closing brace
 */
record SourceFile(Path path, String text, List<Integer> methods) {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();

    /** Text blocks, strings and characters stay what they are: what looks like a comment in them is none. */
    private static final Pattern TEXT_OR_COMMENT = Pattern.compile("""
            (?x)
            (?<text> ""\"[^"\\\\]*+ (?: (?: \\\\. | "(?!"") ) [^"\\\\]*+ )*+ ""\"
                | "[^"\\\\\\n]*+ (?: \\\\. [^"\\\\\\n]*+ )*+ "
                | '(?: \\\\.[^'\\n]*+ | [^\\\\'\\n] )' )
            | //[^\\n]*+
            | /\\*.*?\\*/
            """, Pattern.DOTALL);

    /** Returns all Java files below a folder, such as {@code src/main/java}, of every module. */
    static List<SourceFile> below(String folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (Path module : modules()) {
            try (Stream<Path> files = Files.walk(module.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(paths::add);
            }
        }
        return parsed(paths);
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(HOUSE)) {
            return folders.filter(folder -> Files.exists(folder.resolve("src/main/java")))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the files, parsed. */
    static List<SourceFile> parsed(List<Path> paths) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var problems = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8)) {
            var task = (JavacTask) compiler.getTask(
                    Writer.nullWriter(),
                    files,
                    problems,
                    List.of("-proc:none"),
                    List.of(),
                    files.getJavaFileObjectsFromPaths(paths));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            return StreamSupport.stream(task.parse().spliterator(), false)
                    .map(unit -> of(unit, positions))
                    .toList();
        }
    }

    private static SourceFile of(CompilationUnitTree unit, SourcePositions positions) {
        List<Integer> lengths = new ArrayList<>();
        new Methods(unit, positions).scan(unit, lengths);
        try {
            Path path = HOUSE.relativize(Path.of(unit.getSourceFile().toUri()));
            return new SourceFile(
                    path, unit.getSourceFile().getCharContent(false).toString(), List.copyOf(lengths));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the folder of its module. */
    String module() {
        return path.getName(0).toString();
    }

    /** Returns the folder of its package. */
    Path room() {
        return path.subpath(0, path.getNameCount() - 1);
    }

    /** Returns its name without the ending. */
    String name() {
        return path.getFileName().toString().replace(".java", "");
    }

    /** Returns how many of its lines are neither blank nor comment. */
    int code() {
        return filled(TEXT_OR_COMMENT
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group("text") == null ? found.group().replaceAll("[^\n]", "") : found.group())));
    }

    /** Returns how many of its lines are nothing but comment. */
    int comments() {
        return filled(text) - code();
    }

    /** Returns its path: a message needn't show all of it. */
    @Override
    public String toString() {
        return path.toString();
    }

    private static int filled(String text) {
        return Math.toIntExact(text.lines().filter(line -> !line.isBlank()).count());
    }

    private static final class Methods extends TreeScanner<@Nullable Void, List<Integer>> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;

        Methods(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, List<Integer> lengths) {
            if (method.getBody() != null) {
                LineMap lines = unit.getLineMap();
                long first = lines.getLineNumber(positions.getStartPosition(unit, method));
                long last = lines.getLineNumber(positions.getEndPosition(unit, method));
                lengths.add(Math.toIntExact(last - first + 1));
            }
            return super.visitMethod(method, lengths);
        }
    }
}

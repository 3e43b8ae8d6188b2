package dev.rollcall.app.settings;

import dev.rollcall.app.file.FileProblem;
import dev.rollcall.domain.Quoted;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The settings in a YAML file. Sections are mappings: {@code a: {b: 1}} equals {@code a.b: 1}. The latter form lets a key have both a
 * value and keys below it: {@code a: 1} and {@code a.b: 2}.
 *
 * <p>Values are read from YAML's nodes as plain text, without its native types: the password {@code 0123} is not the number 83, and
 * a missing value is not an empty one.
 */
public final class YamlSettings {
    private static final int MAX_DEPTH = 8; // with an alias, a node may contain itself

    private final String file;
    private final GivenSettings given;
    private final Map<String, Integer> lines = new HashMap<>();

    private YamlSettings(String file, GivenSettings given) {
        this.file = file;
        this.given = given;
    }

    /** Sets the values in the file, replacing earlier ones; errors in the file become problems. */
    public static void read(Path path, GivenSettings given) {
        String file = Quoted.plain(path.toString());
        try {
            new YamlSettings(file, given).read(Files.readString(path));
        } catch (CharacterCodingException e) {
            given.problem(file + ": invalid UTF-8");
        } catch (IOException e) {
            given.problem("%s: %s".formatted(file, FileProblem.of(path, e)));
        }
    }

    /** Sets the values in a text, which messages call by this name, likewise. */
    static void read(String name, String text, GivenSettings given) {
        new YamlSettings(name, given).read(text);
    }

    private void read(String text) {
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                addMapping("", mapping, 0);
            } else if (root != null && !isNull(root)) {
                problem(line(root), "must be a mapping of settings");
            }
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            given.problem(
                    "%s, line %s, column %s: invalid YAML: %s (a value with special characters stands in single quotes)"
                            .formatted(file, mark.getLine() + 1, mark.getColumn() + 1, Quoted.plain(e.getProblem())));
        } catch (YAMLException e) {
            given.problem("%s: invalid YAML: %s".formatted(file, Quoted.plain(String.valueOf(e.getMessage()))));
        }
    }

    private void addMapping(String prefix, MappingNode mapping, int depth) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && depth < MAX_DEPTH) {
                add(prefix + key.getValue(), line(key), tuple.getValueNode(), depth);
            } else {
                problem(line(tuple.getKeyNode()), "a key must be text, at most %s levels deep".formatted(MAX_DEPTH));
            }
        }
    }

    private void add(String key, int line, Node value, int depth) {
        if (value instanceof MappingNode section) {
            addMapping(key + ".", section, depth + 1);
        } else if (isNull(value) && given.isSection(key)) {
            return; // a section with nothing but comments
        } else if (value instanceof ScalarNode scalar && isTagged(scalar)) {
            problem(line, Quoted.of(key) + " has a tag: a value that begins with ! must stand in single quotes");
        } else if (value instanceof ScalarNode scalar && !isNull(value)) {
            addValue(key, line, scalar.getValue());
        } else {
            String what = isNull(value) ? "has no value; write \"\" for empty" : "must be a single value, not a list";
            problem(line, Quoted.of(key) + " " + what);
        }
    }

    private void addValue(String key, int line, String text) {
        Integer before = lines.putIfAbsent(key, line);
        if (before != null) {
            problem(line, "%s is already set in line %s".formatted(Quoted.of(key), before));
        }
        given.put(key, text, "%s, line %s".formatted(file, line));
    }

    private void problem(int line, String problem) {
        given.problem("%s, line %s: %s".formatted(file, line, problem));
    }

    /** Returns whether a value has a tag of its own: YAML would take {@code !deleted} for a tag, and its value would be empty. */
    private static boolean isTagged(ScalarNode value) {
        Tag implied = new Resolver().resolve(NodeId.scalar, value.getValue(), value.isPlain());
        return !value.getTag().equals(implied);
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}

package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.rollcall.http.server.web.BasePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Validates responses, and the document's own examples, against {@code openapi.yaml}. It is stricter than clients may be: objects have only
 * described members. Pointers are JSON Pointers (RFC 6901).
 */
final class OpenApiDocument {
    static final OpenApiDocument INSTANCE = new OpenApiDocument();

    private static final String BASE = "https://rollcall.example/openapi.json";
    private static final String UNKNOWN = "/components/responses/Problem";
    private static final Set<String> STREAMS = Set.of("application/x-ndjson", "text/event-stream");

    final JsonNode root;
    private final SchemaRegistry schemas;

    private OpenApiDocument() {
        root = read();
        String strict = strict(root.deepCopy()).toString();
        schemas = SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                registry -> registry.schemas(Map.of(BASE, strict))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(OpenApi.text(ServedSite.FIELDS, BasePath.NONE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode strict(JsonNode node) {
        node.forEach(OpenApiDocument::strict);
        if (node instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        return node;
    }

    /** Returns all operations, such as {@code GET /users}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    /** Returns the media types of an operation's successful responses. */
    List<String> types(String operation) {
        return outcomes(operation)
                .filter(outcome -> outcome.matches("2\\d\\d .*"))
                .map(outcome -> outcome.substring("200 ".length()))
                .distinct()
                .toList();
    }

    /** Returns all described outcomes, such as {@code GET /users 200 text/html} and {@code GET /users 400}. */
    Set<String> outcomes() {
        Set<String> outcomes = new TreeSet<>();
        operations()
                .forEach(operation -> outcomes(operation).forEach(outcome -> outcomes.add(operation + " " + outcome)));
        return outcomes;
    }

    private Stream<String> outcomes(String operation) {
        String responses = pointer(operation) + "/responses";
        return root.at(responses)
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(status -> !status.equals("default"))
                .flatMap(status -> {
                    JsonNode content =
                            root.at(resolved(responses + "/" + status)).path("content");
                    return Integer.parseInt(status) >= 300 || content.isEmpty()
                            ? Stream.of(status)
                            : content.propertyStream().map(type -> status + " " + type.getKey());
                });
    }

    private static String pointer(String operation) {
        String[] words = operation.split(" ", 2);
        return "/paths/" + escaped(words[1]) + "/" + words[0].toLowerCase(Locale.ROOT);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** Resolves the reference at a pointer; without one, returns the pointer. */
    String resolved(String pointer) {
        JsonNode reference = root.at(pointer).path("$ref");
        return reference.isMissingNode() ? pointer : reference.asText().substring(1);
    }

    /**
     * Validates a response, and returns its name in {@link #outcomes()}. For methods and paths that aren't described, it must be a
     * described problem.
     */
    String judge(String method, String target, HttpResponse<String> response) {
        String path = template(target.replaceAll("\\?.*", ""));
        String operation = method.replace("HEAD", "GET") + " " + path;
        String status = Integer.toString(response.statusCode());
        String label = operation + " " + status;
        if (response.statusCode() == 204 && Set.of("OPTIONS", "HEAD").contains(method)) {
            return label;
        }
        if (response.statusCode() == 303
                && response.headers().firstValue("Location").orElse("").contains("/sign-in?")) {
            return label; // as the introduction says of all pages
        }
        String described = resolved(pointer(operation) + "/responses/" + status);
        String place = root.at(described).isMissingNode() ? UNKNOWN : described;
        assertThat(response.statusCode() < 400 && place.equals(UNKNOWN))
                .as(label)
                .isFalse();
        judgeHeaders(place, response);
        String type = judgeBody(place, method, response);
        return response.statusCode() >= 300 || type.isEmpty() ? label : label + " " + type;
    }

    private String template(String path) {
        return root.path("paths")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(template -> path.matches(template.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+")))
                .findFirst()
                .orElse(path);
    }

    private void judgeHeaders(String place, HttpResponse<String> response) {
        root.at(place).path("headers").fieldNames().forEachRemaining(name -> {
            String header = resolved(place + "/headers/" + name);
            String value = response.headers().firstValue(name).orElse("");
            boolean isNumber = root.at(header + "/schema/type").asText().equals("integer");
            if (!value.isEmpty()) {
                judge(header + "/schema", isNumber ? parsed(value) : TextNode.valueOf(value));
            }
            assertThat(value.isEmpty() && root.at(header + "/required").asBoolean())
                    .as("%s without %s: %s", place, name, response)
                    .isFalse();
        });
    }

    private String judgeBody(String place, String method, HttpResponse<String> response) {
        JsonNode content = root.at(place).path("content");
        String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        if (content.isMissingNode()) {
            assertThat(response.body()).isEmpty();
            return "";
        }
        assertThat(content.has(type))
                .as("%s has %s: %s", place, type, response.body())
                .isTrue();
        if (!method.equals("HEAD")) {
            judge(place + "/content/" + escaped(type) + "/schema", type, response.body());
        }
        return type;
    }

    /** Validates a text of a media type against a schema, a stream line by line. */
    void judge(String schema, String type, String text) {
        String item = resolved(schema) + "/x-itemSchema";
        if (STREAMS.contains(type) && !root.at(item).isMissingNode()) {
            text.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("event:"))
                    .forEach(line -> judge(item, parsed(line.replaceFirst("^data: ", ""))));
        } else if (type.endsWith("json")) {
            judge(schema, parsed(text));
        }
    }

    /** Validates a value against a schema. */
    void judge(String schema, JsonNode value) {
        Schema judge = schemas.getSchema(SchemaLocation.of(BASE + "#" + schema));
        assertThat(judge.validate(value)).as("%s by %s", value, schema).isEmpty();
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    /** Visits all nodes of the document with their pointers. */
    void visit(BiConsumer<String, JsonNode> visitor) {
        visit("", root, visitor);
    }

    private static void visit(String pointer, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(pointer, node);
        node.properties()
                .forEach(member -> visit(pointer + "/" + escaped(member.getKey()), member.getValue(), visitor));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            visit(pointer + "/" + i, node.get(i), visitor);
        }
    }
}

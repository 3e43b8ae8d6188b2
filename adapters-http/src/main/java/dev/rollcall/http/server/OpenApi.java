package dev.rollcall.http.server;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.UserFields;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.server.web.BasePath;
import dev.rollcall.http.server.web.Response;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The description of the HTTP interface (OpenAPI 3.1): {@code openapi.yaml} from the jar, with the address of the site and the fields of a
 * user filled in, and the same as JSON.
 */
final class OpenApi {
    /** The line with the address of the server, to which paths are appended. */
    private static final String SERVER = "\n  - url: %s\n";

    private final Supplier<Response> yaml;
    private final Supplier<Response> json;

    /** Creates it for users with these fields; both documents are made when they are first requested, which is rarely. */
    OpenApi(UserFields fields, BasePath base) {
        yaml = new Once(() -> new Response(
                Status.OK_200,
                List.of(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/yaml")),
                text(fields, base).getBytes(StandardCharsets.UTF_8)));
        json = new Once(() -> Response.json(Status.OK_200, convert(text(fields, base))));
    }

    /** {@code GET /openapi.yaml}. */
    Response yaml(ServerRequest request) {
        return yaml.get();
    }

    /** {@code GET /openapi.json}. */
    Response json(ServerRequest request) {
        return json.get();
    }

    /** Returns the document as it is served. */
    static String text(UserFields fields, BasePath base) {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.yaml"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new DescribedFields(fields).in(text.replace(SERVER.formatted("/"), SERVER.formatted(base.root())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] convert(String yaml) {
        Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
        return Json.document(json -> write(root, json));
    }

    /** Makes a response when it is first asked for; twice if two threads are the first. */
    private static final class Once implements Supplier<Response> {
        private final Supplier<Response> making;
        private volatile @Nullable Response made;

        Once(Supplier<Response> making) {
            this.making = making;
        }

        @Override
        public Response get() {
            Response before = made;
            if (before != null) {
                return before;
            }
            Response response = making.get();
            made = response;
            return response;
        }
    }

    private static void write(Node node, JsonGenerator json) throws IOException {
        switch (node) {
            case MappingNode mapping -> {
                json.writeStartObject();
                for (NodeTuple member : mapping.getValue()) {
                    json.writeFieldName(((ScalarNode) member.getKeyNode()).getValue());
                    write(member.getValueNode(), json);
                }
                json.writeEndObject();
            }
            case SequenceNode sequence -> {
                json.writeStartArray();
                for (Node element : sequence.getValue()) {
                    write(element, json);
                }
                json.writeEndArray();
            }
            case ScalarNode scalar -> write(scalar.getTag(), scalar.getValue(), json);
            default -> throw new IllegalStateException("the document has no aliases: " + node);
        }
    }

    private static void write(Tag tag, String value, JsonGenerator json) throws IOException {
        if (tag.equals(Tag.NULL)) {
            json.writeNull();
        } else if (tag.equals(Tag.BOOL)) {
            json.writeBoolean(Boolean.parseBoolean(value));
        } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            json.writeNumber(value);
        } else {
            json.writeString(value);
        }
    }
}

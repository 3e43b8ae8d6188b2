package dev.rollcall.http.client.explanation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.Text;
import dev.rollcall.http.client.api.Secrets;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.response.Field;
import dev.rollcall.http.client.response.RemoteResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What was sent and received, for a person: without secrets and control characters, and cut. Safe for use by many threads. */
public final class WireText {
    /** The most characters of a body. */
    private static final int MAX_BODY = 4000;

    /** The fields whose values are shown. */
    private static final Set<String> SHOWN = shownFields();

    private final UnaryOperator<String> withoutSecrets;

    /**
     * Creates it.
     *
     * @param withoutSecrets takes the secrets out of a text
     */
    public WireText(UnaryOperator<String> withoutSecrets) {
        this.withoutSecrets = withoutSecrets;
    }

    private static Set<String> shownFields() {
        Set<String> shown = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        shown.add("Host");
        shown.addAll(Upstream.REQUEST_FIELDS.keySet());
        return shown;
    }

    /** Returns a request, without the values of secret parameters, and of all fields but the usual ones. */
    public String sent(byte[] request) {
        return shown(new String(request, US_ASCII)
                .lines()
                .map(line -> line.startsWith("GET ") ? Secrets.withoutParameters(line) : field(line))
                .collect(joining("\n")));
    }

    private static String field(String line) {
        String name = line.substring(0, Math.max(0, line.indexOf(':')));
        return name.isEmpty() || SHOWN.contains(name) ? line : name + ": ***";
    }

    /** Returns the status of a response, the fields of it that are kept, and the beginning of its body. */
    public String received(RemoteResponse response) {
        var text = new StringBuilder(Integer.toString(response.status()));
        for (Field field : Field.values()) {
            response.field(field)
                    .ifPresent(value -> text.append('\n')
                            .append(Text.word(field))
                            .append(": ")
                            .append(value));
        }
        return shown(text.append("\n\n")
                .append(UTF_8.decode(response.beginning().duplicate()))
                .toString());
    }

    private String shown(String text) {
        String cut = text.length() > MAX_BODY ? text.substring(0, MAX_BODY) + "…" : text;
        return withoutSecrets.apply(cut).strip().lines().map(Quoted::plain).collect(joining("\n"));
    }
}

package dev.rollcall.http.client.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import dev.rollcall.domain.Quoted;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.jcf.JcfRuntime;
import io.burt.jmespath.parser.ParseError;
import io.burt.jmespath.parser.ParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a value is in a JSON document: a JSON Pointer (RFC 6901), which begins with a slash, or else a JMESPath expression
 * (jmespath.org/specification.html). Pointers are faster: a document is streamed if nothing but pointers lead into it. Expressions are
 * equal if their texts are. Safe for use by many threads.
 */
public final class Expression {
    private static final Pattern POINTER = Pattern.compile("(/([^/~]|~[01])*)+");
    private static final Pattern EXPECTED = Pattern.compile("^syntax error | expecting .*$");

    private final String text;
    private final @Nullable JsonPointer pointer;
    private final io.burt.jmespath.@Nullable Expression<@Nullable Object> query;

    private Expression(
            String text, @Nullable JsonPointer pointer, io.burt.jmespath.@Nullable Expression<@Nullable Object> query) {
        this.text = text;
        this.pointer = pointer;
        this.query = query;
    }

    /** Loaded with the first expression: that takes longer than all pointers. */
    private static final class Jmespath {
        static final JcfRuntime RUNTIME = new JcfRuntime();
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException if it is neither; the message says what is wrong with it and in which column
     */
    public static Expression of(String text) {
        if (!text.startsWith("/")) {
            return new Expression(text, null, query(text));
        }
        if (!POINTER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "in a JSON Pointer ~ must be written ~0, and / in a name ~1: " + Quoted.of(text));
        }
        return new Expression(text, JsonPointer.compile(text), null);
    }

    private static io.burt.jmespath.Expression<@Nullable Object> query(String text) {
        try {
            return Jmespath.RUNTIME.compile(text);
        } catch (ParseException e) {
            ParseError first = e.iterator().next();
            throw new IllegalArgumentException(
                    "invalid JMESPath in column %s: %s%s"
                            .formatted(
                                    first.position() + 1,
                                    EXPECTED.matcher(first.message()).replaceAll(""),
                                    hint(text)),
                    e);
        } catch (JmesPathException e) {
            throw new IllegalArgumentException("invalid JMESPath: " + e.getMessage(), e);
        }
    }

    private static String hint(String text) {
        if (text.startsWith("$")) {
            return " (JSONPath's $ is @ in JMESPath, or nothing)";
        }
        return text.matches(".*\\w-[A-Za-z].*") ? " (a name with a hyphen stands in double quotes)" : "";
    }

    /** Returns the pointer; null if it isn't one. */
    @Nullable
    JsonPointer pointer() {
        return pointer;
    }

    /**
     * Returns the value in a document of {@link JsonTree}; null if there is none.
     *
     * @throws IllegalArgumentException if a function of the expression can't be applied to the document; the message says why
     */
    @Nullable
    Object find(@Nullable Object document) {
        if (query == null) {
            return JsonTree.at(document, pointer);
        }
        try {
            return query.search(document);
        } catch (JmesPathException | ClassCastException | ArithmeticException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns whether the value in a document is true-like, as JMESPath says: neither null, false nor empty. */
    boolean holds(@Nullable Object document) {
        return Jmespath.RUNTIME.isTruthy(find(document));
    }

    /**
     * Returns whether the value in a body is true-like; false if the body isn't JSON, or a function can't be applied to it.
     *
     * @param body JSON from its position to its limit
     */
    public boolean holdsIn(ByteBuffer body) {
        try (JsonParser json = JsonBody.parser(body)) {
            json.nextToken();
            return holds(JsonTree.read(json));
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Expression expression && text.equals(expression.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the text. */
    @Override
    public String toString() {
        return text;
    }
}

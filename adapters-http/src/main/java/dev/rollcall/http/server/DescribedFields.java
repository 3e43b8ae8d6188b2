package dev.rollcall.http.server;

import static java.util.stream.Collectors.joining;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands the fields of a user in {@code openapi.yaml}. A line that begins with {@code # each user field:} is repeated for each field,
 * with {@code {name}}, {@code {Name}}, {@code {schema}}, {@code {nullable}} and {@code {example}} filled in. In examples of files,
 * {@code {names}}, {@code {examples}}, {@code {blanks}} and {@code {members}} are those of all fields.
 */
final class DescribedFields {
    private static final Pattern EACH = Pattern.compile("^( *)# each user field: (.*)$", Pattern.MULTILINE);

    /** Matches text without control characters. */
    private static final String TEXT = "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$";

    private final UserFields fields;

    DescribedFields(UserFields fields) {
        this.fields = fields;
    }

    String in(String document) {
        return EACH.matcher(document)
                .replaceAll(line ->
                        Matcher.quoteReplacement(all(field -> line.group(1) + described(field, line.group(2)), "\n")))
                .replace("{names}", all(UserField::name, ","))
                .replace("{examples}", all(UserField::example, ","))
                .replace("{blanks}", all(field -> "", ","))
                .replace("{members}", all(DescribedFields::member, ","));
    }

    private static String member(UserField field) {
        String quote = field.isFlag() ? "" : "\"";
        return "\"%s\":%s%s%s".formatted(field, quote, field.example(), quote);
    }

    private String all(Function<UserField, String> text, String separator) {
        return fields.all().stream().map(text).collect(joining(separator));
    }

    private static String described(UserField field, String line) {
        String name = field.name();
        return line.replace("{name}", name)
                .replace("{Name}", schema(field))
                .replace("{schema}", "{%s, description: %s}".formatted(values(field), quoted(field.description())))
                .replace("{nullable}", "{anyOf: [{%s}, {type: 'null'}]}".formatted(values(field)))
                .replace("{example}", field.isFlag() ? field.example() : quoted(field.example()));
    }

    /** Returns the name of a schema that no other one has. */
    private static String schema(UserField field) {
        String name = field.name();
        return (field.isAttribute() ? "Attribute" : "")
                + name.substring(0, 1).toUpperCase(Locale.ROOT)
                + name.substring(1);
    }

    private static String values(UserField field) {
        return field.isFlag()
                ? "type: boolean"
                : "type: string, maxLength: %s, pattern: '%s'".formatted(field.maxLength(), TEXT);
    }

    /** Returns the text as a quoted scalar of YAML. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}

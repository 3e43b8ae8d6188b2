package dev.rollcall.http.server;

import static java.util.stream.Collectors.joining;

import dev.rollcall.domain.UserField;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands the fields of a user in {@code openapi.yaml}. A line that begins with {@code # each user field:} is repeated for each field,
 * with {@code {name}}, {@code {Name}}, {@code {maxLength}}, {@code {description}} and {@code {example}} filled in. In examples of files,
 * {@code {names}}, {@code {examples}}, {@code {blanks}} and {@code {members}} are those of all fields.
 */
final class DescribedFields {
    private static final Pattern EACH = Pattern.compile("^( *)# each user field: (.*)$", Pattern.MULTILINE);

    private DescribedFields() {}

    static String in(String document) {
        return EACH.matcher(document)
                .replaceAll(line ->
                        Matcher.quoteReplacement(all(field -> line.group(1) + described(field, line.group(2)), "\n")))
                .replace("{names}", all(UserField::name, ","))
                .replace("{examples}", all(UserField::example, ","))
                .replace("{blanks}", all(field -> "", ","))
                .replace("{members}", all(field -> "\"%s\":\"%s\"".formatted(field, field.example()), ","));
    }

    private static String all(Function<UserField, String> text, String separator) {
        return UserField.ALL.stream().map(text).collect(joining(separator));
    }

    private static String described(UserField field, String line) {
        String name = field.name();
        return line.replace("{name}", name)
                .replace("{Name}", name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                .replace("{maxLength}", Integer.toString(field.maxLength()))
                .replace("{description}", quoted(field.description()))
                .replace("{example}", quoted(field.example()));
    }

    /** Returns the text as a quoted scalar of YAML. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}

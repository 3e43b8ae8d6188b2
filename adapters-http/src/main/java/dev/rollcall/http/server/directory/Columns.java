package dev.rollcall.http.server.directory;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import java.util.List;
import java.util.Set;

/**
 * The columns of the index beside those of every user: attributes that the reader chose.
 *
 * @param attributes all attributes that can be chosen
 * @param chosen those that were, in the order of the declaration
 */
record Columns(List<UserField> attributes, List<UserField> chosen) {
    /**
     * Reads the parameters {@code column}, one for each attribute.
     *
     * @throws Problem.Refusal if one isn't the name of an attribute
     */
    static Columns read(UserFields fields, Parameters parameters) {
        List<UserField> attributes = fields.attributes();
        Set<String> names = Set.copyOf(parameters.list("column"));
        for (String name : names) {
            if (!attributes.contains(fields.find(name).orElse(UserField.NAME))) {
                throw Problem.badParameter("column must be one of the attributes %s: %s"
                        .formatted(attributes.isEmpty() ? "(there are none)" : attributes, Quoted.of(name)));
            }
        }
        return new Columns(
                attributes,
                attributes.stream()
                        .filter(attribute -> names.contains(attribute.name()))
                        .toList());
    }

    /** Returns whether nothing was chosen. */
    boolean isPlain() {
        return chosen.isEmpty();
    }

    /** Returns the parameters of the choice, each after an ampersand. */
    String parameters() {
        var parameters = new StringBuilder();
        chosen.forEach(attribute -> parameters.append("&column=").append(attribute.name()));
        return parameters.toString();
    }
}

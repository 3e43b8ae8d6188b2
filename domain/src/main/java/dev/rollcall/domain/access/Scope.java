package dev.rollcall.domain.access;

import dev.rollcall.domain.Text;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a caller may do. None includes another one. */
public enum Scope {
    /** See the users, their history, and reconciliations. */
    READ,
    /** Call the roll, and list the users of the remote. */
    CALL,
    /** Create, change and remove users, one by one or by an import. */
    WRITE,
    /** Begin reconciliations, and decide on them. */
    RECONCILE,
    /** See the measurements of the server; issue and revoke tokens. */
    OPERATE;

    /** All scopes. */
    public static final Set<Scope> ALL = Set.copyOf(EnumSet.allOf(Scope.class));

    /** Returns the name in lower case. */
    public String word() {
        return Text.word(this);
    }

    /** Returns the scope with a name; empty if there is none. */
    public static Optional<Scope> of(String word) {
        return Stream.of(values()).filter(scope -> scope.word().equals(word)).findAny();
    }

    /** Returns the names of scopes in the order of their declaration, separated by a comma and a space. */
    public static String list(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(", "));
    }
}

package dev.rollcall.http.format.users;

import java.util.Set;

/** What becomes of values in CSV that a spreadsheet would take for formulas. */
public enum Formulas {
    /** They are written as they are, so that a file has what the directory has, and importing it changes nothing. */
    KEPT,
    /**
     * They get an apostrophe before them (OWASP, "CSV Injection"), which shows in the spreadsheet, and which an import of the file reads as
     * part of the value.
     */
    ESCAPED;

    /** The first characters of formulas, also in full width; no value of a user begins with a control character. */
    private static final Set<Character> FIRST =
            Set.of('=', '+', '-', '@', '\t', '\r', '\n', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20');

    /** Returns the value as it is written. */
    public String written(String value) {
        boolean isFormula = !value.isEmpty() && FIRST.contains(value.charAt(0));
        return this == ESCAPED && isFormula ? "'" + value : value;
    }
}

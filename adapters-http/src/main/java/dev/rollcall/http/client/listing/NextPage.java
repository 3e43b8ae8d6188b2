package dev.rollcall.http.client.listing;

import dev.rollcall.http.client.mapping.Expression;

/** How the page behind another one is found. */
public sealed interface NextPage {
    /** The response links to it: {@code Link} with {@code rel="next"} (RFC 8288). Without such a link, the page is the last one. */
    record Linked() implements NextPage {}

    /**
     * The body says where it is: a URI, or a cursor to be put into the URI. If it is missing, null, empty or false, the page is the last
     * one.
     *
     * @param where where in the body
     */
    record Told(Expression where) implements NextPage {}

    /**
     * The URI says after how many users it begins. An empty page is the last one, and so is the one with the last of all, if the remote
     * tells how many there are.
     *
     * @param first the offset of the first user: 0 or 1
     */
    record ByOffset(int first) implements NextPage {}

    /**
     * The URI has its number. An empty page is the last one.
     *
     * @param first the number of the first page: 0 or 1
     */
    record ByNumber(int first) implements NextPage {}
}

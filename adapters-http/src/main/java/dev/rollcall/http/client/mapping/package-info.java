/** What a remote's JSON says of a user: where the id and the fields are, by JSON Pointer or JMESPath. */
@NullMarked
package dev.rollcall.http.client.mapping;

import org.jspecify.annotations.NullMarked;

/** The remote's list of its users, read page by page. */
@NullMarked
package dev.rollcall.http.client.listing;

import org.jspecify.annotations.NullMarked;

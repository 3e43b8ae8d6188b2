/** What each request says of who we are, and how tokens are renewed. */
@NullMarked
package dev.rollcall.http.client.credentials;

import org.jspecify.annotations.NullMarked;

package dev.rollcall.http.server;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.http.server.access.AccessSettings;
import dev.rollcall.http.server.web.BasePath;

/**
 * The settings of a site.
 *
 * @param limits what a client may request of a roll call
 * @param fields the fields of a user
 * @param access who may do what
 * @param basePath the path below which proxies have it, as {@link #requireBasePath} wants it
 * @param run what a run is to do unless whoever begins it says something else
 */
public record SiteSettings(CallLimits limits, UserFields fields, AccessSettings access, String basePath, RunOrder run) {
    /**
     * Validates the base path.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public SiteSettings {
        requireBasePath(basePath);
    }

    /**
     * Returns a path below which proxies can have a site: such as {@code /rollcall}, without a slash at its end, of characters that needn't be
     * encoded (RFC 3986, section 2.3); or nothing.
     *
     * @throws IllegalArgumentException if it isn't one
     */
    public static String requireBasePath(String path) {
        return new BasePath(path).text();
    }

    BasePath base() {
        return new BasePath(basePath);
    }
}

package dev.rollcall.http.server;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.http.server.reconciliation.ReconciliationSettings;
import java.util.Optional;

/**
 * The settings of a site.
 *
 * @param limits what a client may request of a roll call
 * @param fields the fields of a user
 * @param userHeader the header in which a proxy before the server names the actor; empty if none does
 * @param reconciliation what a run is to do unless it is told otherwise
 */
public record SiteSettings(
        CallLimits limits, UserFields fields, Optional<String> userHeader, ReconciliationSettings reconciliation) {}

package dev.rollcall.http.server;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.run.RunOrder;
import java.util.Optional;

/**
 * The settings of a site.
 *
 * @param limits what a client may request of a roll call
 * @param fields the fields of a user
 * @param userHeader the header in which a proxy before the server names the actor; empty if none does
 * @param run what a run is to do unless whoever begins it says something else
 */
public record SiteSettings(CallLimits limits, UserFields fields, Optional<String> userHeader, RunOrder run) {}

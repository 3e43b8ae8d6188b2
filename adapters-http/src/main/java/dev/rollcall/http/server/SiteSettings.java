package dev.rollcall.http.server;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.http.server.access.AccessSettings;

/**
 * The settings of a site.
 *
 * @param limits what a client may request of a roll call
 * @param fields the fields of a user
 * @param access who may do what
 * @param run what a run is to do unless whoever begins it says something else
 */
public record SiteSettings(CallLimits limits, UserFields fields, AccessSettings access, RunOrder run) {}

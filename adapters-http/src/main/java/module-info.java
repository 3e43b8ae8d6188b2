/**
 * Rollcall's HTTP adapters: the server that shows the directory and the roll call, and the client that calls the roll on the
 * remote. They know the domain, and not each other. What only the server and the files need is static, so that the client can be embedded
 * without it.
 */
module dev.rollcall.http {
    requires com.fasterxml.jackson.core;
    requires static com.github.benmanes.caffeine;
    requires static com.nimbusds.jose.jwt;
    requires static de.siegmar.fastcsv;
    requires transitive dev.rollcall.domain;
    requires static gg.jte.runtime;
    requires static io.helidon.common.task;
    requires static io.helidon.health;
    requires static io.helidon.webserver;
    requires static io.helidon.webserver.observe;
    requires static io.helidon.webserver.observe.health;
    requires jmespath.core;
    requires static oauth2.oidc.sdk;
    requires static org.commonmark;
    requires static org.commonmark.ext.gfm.tables;
    requires static org.commonmark.ext.heading.anchor;
    requires static org.jspecify;
    requires static org.yaml.snakeyaml;

    exports dev.rollcall.http.client;
    exports dev.rollcall.http.client.api;
    exports dev.rollcall.http.client.listing;
    exports dev.rollcall.http.client.mapping;
    exports dev.rollcall.http.client.network;
    exports dev.rollcall.http.client.threads;
    exports dev.rollcall.http.format;
    exports dev.rollcall.http.format.runs;
    exports dev.rollcall.http.format.users;
    exports dev.rollcall.http.server;
    exports dev.rollcall.http.server.access;
    exports dev.rollcall.http.server.origin;
    exports dev.rollcall.http.server.telemetry;
}

/**
 * Rollcall's HTTP adapters: the server that shows the directory and the roll call, and the client that calls the roll on the
 * remote. They know the domain, and not each other.
 */
module dev.rollcall.http {
    requires com.fasterxml.jackson.core;
    requires de.siegmar.fastcsv;
    requires transitive dev.rollcall.domain;
    requires gg.jte.runtime;
    requires io.helidon.common.task;
    requires io.helidon.health;
    requires transitive io.helidon.webserver;
    requires io.helidon.webserver.observe;
    requires io.helidon.webserver.observe.health;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires org.commonmark.ext.heading.anchor;
    requires static org.jspecify;
    requires org.yaml.snakeyaml;

    exports dev.rollcall.http.client;
    exports dev.rollcall.http.client.api;
    exports dev.rollcall.http.client.threads;
    exports dev.rollcall.http.format;
    exports dev.rollcall.http.format.users;
    exports dev.rollcall.http.server;
}

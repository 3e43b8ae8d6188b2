/** The application: the command line, the settings and the wiring of domain and adapters. */
module dev.rollcall.app {
    requires com.fasterxml.jackson.core;
    requires de.siegmar.fastcsv;
    requires dev.rollcall.db;
    requires dev.rollcall.domain;
    requires dev.rollcall.http;
    requires gg.jte.runtime;
    requires info.picocli;
    requires io.helidon;
    requires io.helidon.metrics.api;
    requires io.helidon.service.registry;
    requires io.helidon.webserver;
    requires io.helidon.webserver.observe;
    requires io.helidon.webserver.observe.health;
    requires java.logging;
    requires jdk.management;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires org.commonmark.ext.heading.anchor;
    requires org.yaml.snakeyaml;
    requires static org.jspecify;

    // picocli fills in options and arguments by reflection
    opens dev.rollcall.app to
            info.picocli;
    opens dev.rollcall.app.command to
            info.picocli;
}

/** The application: the command line, the settings and the wiring of domain and adapters. */
module dev.rollcall.app {
    requires com.fasterxml.jackson.core;
    requires dev.rollcall.db;
    requires dev.rollcall.domain;
    requires dev.rollcall.http;
    requires info.picocli;
    requires io.helidon;
    requires io.helidon.metrics.api;
    requires io.helidon.service.registry;
    requires io.helidon.webserver;
    requires java.logging;
    requires jdk.management;
    requires org.yaml.snakeyaml;
    requires static org.jspecify;

    // picocli fills in options and arguments by reflection
    opens dev.rollcall.app to
            info.picocli;
    opens dev.rollcall.app.command to
            info.picocli;
}

package dev.rollcall.http.client.road;

import java.nio.file.Files;
import java.nio.file.Path;

/** A real proxy with basic authentication for one user. */
final class RealProxy implements AutoCloseable {
    static final String USER = "ada";
    static final String PASSWORD = "s3cret";

    private final RealServer server;
    private final int port;

    /** The proxies that there are. */
    enum Kind {
        TINYPROXY,
        SQUID
    }

    private RealProxy(RealServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts one in an empty folder. */
    static RealProxy start(Kind kind, Path folder) throws Exception {
        Files.createDirectories(folder);
        int port = RealServer.freePort();
        RealServer server = switch (kind) {
            case TINYPROXY -> tinyproxy(folder, port);
            case SQUID -> squid(folder, port);
        };
        return new RealProxy(server, port);
    }

    private static RealServer tinyproxy(Path folder, int port) throws Exception {
        Path configuration = folder.resolve("tinyproxy.conf");
        Files.writeString(configuration, """
            Port %s
            Listen 127.0.0.1
            Timeout 60
            LogLevel Info
            MaxClients 500
            BasicAuth %s %s
            """.formatted(port, USER, PASSWORD));
        return RealServer.start(folder, port, RealServer.TINYPROXY.toString(), "-d", "-c", configuration.toString());
    }

    private static RealServer squid(Path folder, int port) throws Exception {
        // started by root, it gives up its rights, but reads and writes here all the same
        folder.getParent().toFile().setExecutable(true, false);
        folder.toFile().setExecutable(true, false);
        folder.toFile().setWritable(true, false);
        Path helper = folder.resolve("helper");
        Files.writeString(helper, """
            #!/bin/sh
            while read -r user password; do
                if [ "$user $password" = "%s %s" ]; then echo OK; else echo ERR; fi
            done
            """.formatted(USER, PASSWORD));
        helper.toFile().setExecutable(true, false);
        helper.toFile().setReadable(true, false);
        Path configuration = folder.resolve("squid.conf");
        Files.writeString(configuration, configuration(folder, port, helper));
        // its shared memory is named after it
        String name = "rollcall" + port;
        return RealServer.start(
                folder, port, RealServer.SQUID.toString(), "-N", "-n", name, "-f", configuration.toString());
    }

    private static String configuration(Path folder, int port, Path helper) {
        return """
            http_port 127.0.0.1:%1$s
            pid_filename %2$s/squid.pid
            cache_log %2$s/cache.log
            access_log none
            coredump_dir %2$s
            cache deny all
            cache_mem 8 MB
            shutdown_lifetime 1 seconds
            pinger_enable off
            auth_param basic program %3$s
            auth_param basic children 2 startup=1
            acl known proxy_auth REQUIRED
            http_access allow known
            http_access deny all
            """.formatted(port, folder, helper);
    }

    /** Returns its URI with a password. */
    String uri(String password) {
        return "http://%s:%s@127.0.0.1:%s".formatted(USER, password, port);
    }

    /** Returns its URI without credentials. */
    String uri() {
        return "http://127.0.0.1:" + port;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.close();
    }
}

package dev.rollcall.http.client.road;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** Marks tests with a {@link RealServer}: they are skipped where there is none, and {@link RealServerNotice} reports it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(RealServerTest.TAG)
@Timeout(120)
@EnabledIf(
        value = "dev.rollcall.http.client.road.RealServer#areWanted",
        disabledReason = "nginx, Apache, HAProxy, Caddy, tinyproxy, Squid and openssl are not all there")
public @interface RealServerTest {
    /** The tag of all of them. */
    String TAG = "server";
}

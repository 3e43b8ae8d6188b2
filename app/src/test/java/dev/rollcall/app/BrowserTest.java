package dev.rollcall.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** Marks tests that look at the pages with a {@link Browser}: they don't run where there is none, and {@link BrowserNotice} tells. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(BrowserTest.TAG)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@EnabledIf(value = "dev.rollcall.app.Browser#isWanted", disabledReason = "there is no Chromium")
@interface BrowserTest {
    /** The tag of all of them. */
    String TAG = "browser";
}

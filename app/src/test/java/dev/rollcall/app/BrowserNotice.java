package dev.rollcall.app;

import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end of all tests that those in a browser did not run, if they didn't: a build must not look greener than it is. */
public final class BrowserNotice implements TestExecutionListener {
    private static final TestTag TAG = TestTag.create(BrowserTest.TAG);
    private int skipped;

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (test.getTags().contains(TAG)) {
            skipped++;
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (skipped > 0) {
            System.out.printf("""

                            ********************************************************************************
                            WARNING: THE BROWSER TESTS WERE NOT RUN (%s classes)
                            Nothing is known of how the pages work in a browser, since there is no Chromium:
                            %s and %s are sought.
                            On Debian and Ubuntu: apt-get install chromium chromium-driver
                            -Drollcall.browser=required makes this a failure.
                            ********************************************************************************

                            """, skipped, Browser.CHROMIUM, Browser.DRIVER);
        }
    }
}

package dev.rollcall.http.client.road;

import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Warns at the end of all tests if those on real servers were skipped: a build must not look greener than it is. */
public final class RealServerNotice implements TestExecutionListener {
    private static final TestTag TAG = TestTag.create(RealServerTest.TAG);
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
            System.out.printf(
                    """

                            ********************************************************************************
                            WARNING: THE TESTS ON REAL SERVERS WERE NOT RUN (%s classes)
                            Nothing is known of roll calls on real servers and of requests through real proxies,
                            since they are not all there: %s are sought.
                            On Debian and Ubuntu: apt-get install %s
                            -Drollcall.servers=required makes this a failure.
                            ********************************************************************************

                            """, skipped, RealServer.PACKAGES.keySet(), String.join(" ", RealServer.PACKAGES.values()));
        }
    }
}

package dev.rollcall.http.server.connection;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The id by which a request is found in logs. */
public final class RequestId {
    /** The header of the id. */
    public static final HeaderName NAME = HeaderNames.create("X-Request-Id");

    private RequestId() {}

    /** Returns a new id. */
    public static String create() {
        var random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}

package example;

import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;

/** Calls the roll on the system of the human resources. */
public final class Staff {
    private Staff() {}

    /** Calls the ids on the remote at this URI template. */
    public static RollCall call(String template, Roster roster) throws InterruptedException {
        try (var remote = new HttpRemoteUsers(Upstream.of(new UriTemplate(template)))) {
            return remote.call(roster, CallPolicy.DEFAULT);
        }
    }
}

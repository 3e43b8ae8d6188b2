package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.http.server.connection.Peer;

/** Forwards to another listener, and cancels the roll call if the client disconnects. */
record WhileConnected(Peer client, CallListener listener) implements CallListener {
    @Override
    public void answered(Answer answer) {
        listener.answered(answer);
    }

    @Override
    public void settled() {
        listener.settled();
    }

    @Override
    public void waiting() {
        client.ensureConnected();
        listener.waiting();
    }
}

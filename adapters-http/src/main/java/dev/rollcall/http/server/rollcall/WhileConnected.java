package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.http.server.connection.Peer;

/** Follows a roll call as another listener does, and cancels it if the client has left. */
record WhileConnected(Peer client, CallListener listener) implements CallListener {
    /** Follows a roll call of which the client gets nothing before its end. */
    WhileConnected(Peer client) {
        this(client, NOBODY);
    }

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

    @Override
    public boolean isPrompt() {
        return listener.isPrompt();
    }
}

package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.Roster;
import java.util.HashMap;
import java.util.Map;

/** Reorders answers to roster order: each is held back until all before it have arrived. For one thread. */
final class InRosterOrder implements CallListener {
    private final Roster roster;
    private final CallListener listener;
    private final Map<UserId, Answer> waiting = new HashMap<>();
    private int next;

    InRosterOrder(Roster roster, CallListener listener) {
        this.roster = roster;
        this.listener = listener;
    }

    @Override
    public void answered(Answer answer) {
        waiting.put(answer.id(), answer);
        while (next < roster.size()) {
            Answer ready = waiting.remove(roster.ids().get(next));
            if (ready == null) {
                return;
            }
            next++;
            listener.answered(ready);
        }
    }

    @Override
    public void settled() {
        listener.settled();
    }

    @Override
    public void waiting() {
        listener.waiting();
    }
}

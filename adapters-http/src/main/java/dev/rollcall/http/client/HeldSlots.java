package dev.rollcall.http.client;

import dev.rollcall.http.client.shared.Slots;
import java.util.concurrent.atomic.AtomicInteger;

/** The slots of the remote that one roll call has. For its thread, but for {@link #granted}. */
final class HeldSlots implements Slots.Holder {
    private final Slots slots;
    private final Runnable wake;
    private final AtomicInteger granted = new AtomicInteger();
    private int spare;
    private boolean waits;

    /** Takes part from now on. The call wakes the roll call's thread. */
    HeldSlots(Slots slots, Runnable wake) {
        this.slots = slots;
        this.wake = wake;
        slots.enter();
    }

    /**
     * Takes one for a request; if there is none, waits in turn for the share that is ours.
     *
     * @param useful how many could be used now
     * @param inFlight how many are in use
     */
    boolean take(int useful, int inFlight) {
        if (spare == 0 && !waits) {
            takeMore(useful, inFlight);
        }
        if (spare == 0) {
            return false;
        }
        spare--;
        return true;
    }

    private void takeMore(int useful, int inFlight) {
        spare = slots.take(useful, inFlight);
        int lacking = Math.min(useful, Math.max(1, slots.share()) - inFlight);
        if (spare == 0 && lacking > 0) {
            waits = true;
            slots.await(this, lacking);
        }
    }

    /** One came free. */
    void free() {
        spare++;
    }

    /** Keeps what came free; but what is more than our share goes to those who wait for it. */
    void share(int inFlight) {
        if (waits && granted.get() > 0) {
            waits = false;
            spare += granted.getAndSet(0);
        } else if (spare > 0 && slots.isScarce()) {
            give(Math.clamp(inFlight + spare - slots.share(), 0, spare));
        }
    }

    /** Gives back what isn't in use. */
    void giveBack() {
        give(spare);
    }

    private void give(int count) {
        if (count > 0) {
            spare -= count;
            slots.give(count);
        }
    }

    @Override
    public void granted(int count) {
        granted.addAndGet(count);
        wake.run();
    }

    /** Takes part no longer. */
    void leave() {
        slots.leave(this);
        giveBack();
        slots.give(granted.getAndSet(0));
    }
}

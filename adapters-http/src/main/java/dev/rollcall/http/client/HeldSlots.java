package dev.rollcall.http.client;

import dev.rollcall.http.client.shared.Slots;
import java.util.concurrent.atomic.AtomicInteger;

/** The slots that one roll call holds. For its thread, except {@link #granted}. */
final class HeldSlots implements Slots.Holder {
    private final Slots slots;
    private final Runnable wake;
    private final AtomicInteger granted = new AtomicInteger();
    private int spare;
    private boolean waits;

    /** Registers the roll call; {@code wake} wakes its thread. */
    HeldSlots(Slots slots, Runnable wake) {
        this.slots = slots;
        this.wake = wake;
        slots.enter();
    }

    /**
     * Takes a slot for a request. If none is free, it queues for the rest of our share, and returns false.
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

    /** Takes back the slot of a request that ended. */
    void free() {
        spare++;
    }

    /** Keeps free slots for the next requests, but releases those beyond our share if others wait. */
    void share(int inFlight) {
        if (waits && granted.get() > 0) {
            waits = false;
            spare += granted.getAndSet(0);
        } else if (spare > 0 && slots.isScarce()) {
            give(Math.clamp(inFlight + spare - slots.share(), 0, spare));
        }
    }

    /** Releases all slots that aren't in use. */
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

    /** Deregisters the roll call and releases its slots. */
    void leave() {
        slots.leave(this);
        giveBack();
        slots.give(granted.getAndSet(0));
    }
}

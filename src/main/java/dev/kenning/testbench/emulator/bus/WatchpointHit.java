package dev.kenning.testbench.emulator.bus;

/** Unwinds a core before an access that is watched. */
public final class WatchpointHit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Watchpoint watchpoint;
    private final long address;

    WatchpointHit(Watchpoint watchpoint, long address) {
        super(null, null, false, false);
        this.watchpoint = watchpoint;
        this.address = address;
    }

    /** Returns the watchpoint. */
    public Watchpoint watchpoint() {
        return watchpoint;
    }

    /** Returns the first address that is both watched and accessed. */
    public long address() {
        return address;
    }
}

package dev.kenning.testbench.emulator.bus;

import dev.kenning.testbench.emulator.bus.Watchpoint.Kind;
import dev.kenning.testbench.state.NotState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The watchpoints of a bus, for the loads and stores of programs; not for fetches, what exceptions stack, and devices.
 *
 * <p>Pages with a watchpoint stay out of the bus's tables, so that cores take their slow path there, and ask. All others
 * are as fast as ever.
 */
@NotState
public final class Watchpoints {

    private final List<Watchpoint> points = new ArrayList<>(1);
    private final Consumer<AddressRange> forgetPages;
    private boolean suspended;

    Watchpoints(Consumer<AddressRange> forgetPages) {
        this.forgetPages = forgetPages;
    }

    /** Watches a range from now on. */
    public void add(Watchpoint point) {
        points.add(point);
        forgetPages.accept(point.range());
    }

    /** Takes a watchpoint back. */
    public void remove(Watchpoint point) {
        points.remove(point);
    }

    /**
     * Looks at a load that is about to happen.
     *
     * @throws WatchpointHit if it is watched
     */
    public void beforeLoad(int address, int width) {
        if (!points.isEmpty()) {
            check(Integer.toUnsignedLong(address), width, Kind.READ);
        }
    }

    /**
     * Looks at a store that is about to happen.
     *
     * @throws WatchpointHit if it is watched
     */
    public void beforeStore(int address, int width) {
        if (!points.isEmpty()) {
            check(Integer.toUnsignedLong(address), width, Kind.WRITE);
        }
    }

    /** Does something that nobody watches. */
    public void suspend(Runnable action) {
        suspended = true;
        try {
            action.run();
        } finally {
            suspended = false;
        }
    }

    boolean coverPageOf(long address) {
        if (points.isEmpty()) {
            return false;
        }
        AddressRange page = new AddressRange(address & ~(long) MappedMemory.PAGE_MASK, MappedMemory.PAGE_SIZE);
        return points.stream().anyMatch(point -> point.range().overlaps(page));
    }

    private void check(long address, int width, Kind access) {
        for (Watchpoint point : points) {
            if (!suspended && point.concerns(address, width, access)) {
                throw new WatchpointHit(point, Math.max(address, point.range().start()));
            }
        }
    }
}

package dev.kenning.testbench.emulator.bus;

import dev.kenning.testbench.state.NotState;
import java.util.ArrayList;
import java.util.List;

/**
 * What is called at each access to an address, by whomever: programs, DMA and the monitor.
 *
 * <p>Pages with such an address stay out of the bus's tables; all others are as fast as ever.
 */
@NotState
public final class AccessHooks {

    /** Hears of an access: a load with what it gave, a store with what it is about to put there. */
    @FunctionalInterface
    public interface Hook {

        /** Takes an access of 1, 2 or 4 bytes. */
        void accessed(long address, int width, long value);
    }

    private record Entry(long address, int width, Watchpoint.Kind kind, boolean exactly, Hook hook) {

        boolean concerns(long at, int accessed, Watchpoint.Kind access) {
            boolean there =
                    exactly ? at == address && accessed == width : at < address + width && address < at + accessed;
            return there && (kind == access || kind == Watchpoint.Kind.ACCESS);
        }
    }

    private final List<Entry> entries = new ArrayList<>(0);

    AccessHooks() {}

    void add(long address, int width, Watchpoint.Kind kind, Hook hook) {
        entries.add(new Entry(address, width, kind, true, hook));
    }

    void add(long address, Hook hook) {
        entries.add(new Entry(address, 1, Watchpoint.Kind.ACCESS, false, hook));
    }

    void remove(Hook hook) {
        entries.removeIf(entry -> entry.hook().equals(hook));
    }

    void removeAt(long address) {
        entries.removeIf(entry -> entry.address() == address);
    }

    boolean areIn(AddressRange page) {
        return !entries.isEmpty() && entries.stream().anyMatch(entry -> page.contains(entry.address()));
    }

    void call(long address, int width, Watchpoint.Kind access, long value) {
        if (!entries.isEmpty()) {
            for (Entry entry : List.copyOf(entries)) {
                if (entry.concerns(address, width, access)) {
                    entry.hook().accessed(address, width, value);
                }
            }
        }
    }
}

package dev.kenning.testbench.emulator.bus;

import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.state.NotState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Windows that a core's addresses are mapped through in place of its own translation, by Renode's names: off until {@code
 * EnableExternalWindowMmu true}.
 *
 * <p>A window takes accesses of its types only, and permits those of its privileges. The first that takes an access decides,
 * and an access that none takes is a fault: the core goes no further. Windows behind one that was never acquired, or was
 * reset, are not looked at.
 */
public final class ExternalMmu implements MemberSource {

    /** What {@link #look} returns for an access that no window permits. */
    public static final long FAULT = -1;
    /** Accesses of loads. */
    public static final int READ = 1;
    /** Accesses of stores. */
    public static final int WRITE = 2;
    /** Fetches of instructions. */
    public static final int EXECUTE = 4;
    /** All of them: what takes a debugger's accesses. */
    public static final int ANY = READ | WRITE | EXECUTE;

    private static final int WINDOWS = 256;
    private static final int PAGE_MASK = 0xFFF;
    private static final int NO_WINDOW = -1;
    private static final long LAST_OF_32_BITS = 0xFFFF_FFFFL;

    /** Hears of faults. */
    @FunctionalInterface
    public interface FaultListener {

        /** Takes the number of the window whose privileges did not suffice; returns whether that was its own. */
        boolean onFault(int window);
    }

    private static final class Window {
        private boolean active;
        private int type;
        private long start;
        private long end;
        private boolean includesEnd;
        private long addend;
        private int privileges;

        private boolean contains(long address) {
            int toEnd = Long.compareUnsigned(address, end);
            return Long.compareUnsigned(address, start) >= 0 && (toEnd < 0 || (includesEnd && toEnd == 0));
        }
    }

    private final String core;
    private final AccessLog log;
    private final boolean is64;
    private final Window[] windows = new Window[WINDOWS];

    @NotState
    private final List<FaultListener> listeners = new ArrayList<>(1);

    @NotState
    private final Runnable changed;

    private boolean on;

    /**
     * Creates an MMU that is off.
     *
     * @param changed called when addresses may be found elsewhere
     */
    public ExternalMmu(String core, boolean is64, AccessLog log, Runnable changed) {
        this.core = core;
        this.is64 = is64;
        this.log = log;
        this.changed = changed;
        for (int i = 0; i < WINDOWS; i++) {
            windows[i] = new Window();
        }
    }

    /** Returns whether addresses are mapped. */
    public boolean isOn() {
        return on;
    }

    /** Lets addresses be mapped, or leaves them to the core. */
    public void setOn(boolean enabled) {
        on = enabled;
        changed.run();
    }

    /** Lets somebody hear of faults. */
    public void addFaultListener(FaultListener listener) {
        listeners.add(listener);
    }

    /** Returns where on the bus an access goes, or {@link #FAULT}. */
    public long look(long address, int access) {
        long at = is64 ? address : address & LAST_OF_32_BITS;
        int window = windowOf(at, access);
        boolean permitted = window != NO_WINDOW && (access == ANY || (windows[window].privileges & access) != 0);
        return permitted ? at + windows[window].addend : FAULT;
    }

    /** Tells log and listeners of an access that was not permitted; returns whether one of them aborts the core. */
    public boolean tellFault(long address, int access) {
        long at = is64 ? address : address & LAST_OF_32_BITS;
        int window = windowOf(at, access);
        if (log.hearsNoise(core)) {
            String kind = access == READ ? "Read" : access == WRITE ? "Write" : "Execute";
            log.noise(
                    core,
                    String.format(Locale.ROOT, "External MMU fault at 0x%X when trying to access as %s", at, kind));
        }
        if (window == NO_WINDOW) {
            log.error(
                    core,
                    String.format(
                            Locale.ROOT,
                            "MMU fault - the address 0x%X is not specified in any of the existing ranges",
                            at));
        }
        for (FaultListener listener : listeners) {
            if (listener.onFault(window)) {
                return true;
            }
        }
        return false;
    }

    private int windowOf(long address, int access) {
        for (int i = 0; i < WINDOWS && windows[i].active; i++) {
            if ((windows[i].type & access) != 0 && windows[i].contains(address)) {
                return i;
            }
        }
        return NO_WINDOW;
    }

    /**
     * Takes a window that nobody has taken.
     *
     * @param type the accesses that it takes
     * @return its number, -1 if there is none
     */
    public int acquire(int type) {
        requireOn();
        for (int i = 0; i < WINDOWS; i++) {
            if (!windows[i].active) {
                windows[i].active = true;
                windows[i].type = type;
                changed.run();
                return i;
            }
        }
        return NO_WINDOW;
    }

    /** Gives a window back. */
    public void reset(int index) {
        window(index);
        windows[index] = new Window();
        changed.run();
    }

    /** Returns the first address of a window. */
    public long start(int index) {
        return window(index).start;
    }

    /** Sets the first address of a window. */
    public void setStart(int index, long address) {
        Window window = window(index);
        requireReachable(address);
        requireActive(window);
        requireAligned(address);
        window.start = address;
        changed.run();
    }

    /** Returns the address behind a window; the last one of a window that ends with 32 bits. */
    public long end(int index) {
        return window(index).end;
    }

    /** Sets the address behind a window. */
    public void setEnd(int index, long address) {
        Window window = window(index);
        requireReachable(address == 0 ? 0 : address - 1);
        requireActive(window);
        requireAligned(address);
        window.includesEnd = !is64 && address - 1 == LAST_OF_32_BITS;
        window.end = window.includesEnd ? address - 1 : address;
        changed.run();
    }

    /** Returns what is added to the addresses of a window. */
    public long addend(int index) {
        return window(index).addend;
    }

    /** Sets what is added to the addresses of a window. */
    public void setAddend(int index, long addend) {
        Window window = window(index);
        requireActive(window);
        window.addend = addend;
        changed.run();
    }

    /** Returns the accesses that a window permits. */
    public int privileges(int index) {
        return window(index).privileges;
    }

    /** Sets the accesses that a window permits. */
    public void setPrivileges(int index, int accesses) {
        Window window = window(index);
        requireActive(window);
        window.privileges = accesses;
        changed.run();
    }

    private Window window(int index) {
        if (index < 0 || index >= WINDOWS) {
            throw new IllegalArgumentException("Window index to high, maximum number: " + (WINDOWS - 1) + ", got "
                    + Integer.toUnsignedString(index));
        }
        requireOn();
        return windows[index];
    }

    private void requireOn() {
        if (!on) {
            throw new IllegalArgumentException("External MMU not enabled");
        }
    }

    private void requireReachable(long address) {
        if (!is64 && address >>> 32 != 0) {
            throw new IllegalArgumentException(
                    "Address is outside of the possible range. Maximum value: " + LAST_OF_32_BITS);
        }
    }

    private void requireActive(Window window) {
        if (!window.active) {
            log.error(core, "Trying to configure an inactive window. Window needs to be activated first");
        }
    }

    private static void requireAligned(long address) {
        if ((address & PAGE_MASK) != 0) {
            throw new CoreAbortException(String.format(
                    Locale.ROOT,
                    "MMU ranges must be aligned to the page size (0x%x), the address 0x%x is not.",
                    PAGE_MASK + 1,
                    address));
        }
    }

    @Override
    public void addMembers(Members members) {
        members.action("EnableExternalWindowMmu value", arguments -> setOn(Members.flag(arguments.get(0))))
                .method("AcquireExternalMmuWindow type", arguments -> Hex.word(acquire(index(arguments))))
                .action("ResetMmuWindow index", arguments -> reset(index(arguments)))
                .action(
                        "SetMmuWindowStart index startAddress",
                        arguments -> setStart(index(arguments), value(arguments)))
                .action("SetMmuWindowEnd index endAddress", arguments -> setEnd(index(arguments), value(arguments)))
                .action("SetMmuWindowAddend index addend", arguments -> setAddend(index(arguments), value(arguments)))
                .action(
                        "SetMmuWindowPrivileges index permissions",
                        arguments -> setPrivileges(index(arguments), (int) value(arguments)))
                .method("GetMmuWindowStart index", arguments -> Hex.quad(start(index(arguments))))
                .method("GetMmuWindowEnd index", arguments -> Hex.quad(end(index(arguments))))
                .method("GetMmuWindowAddend index", arguments -> Hex.quad(addend(index(arguments))))
                .method("GetMmuWindowPrivileges index", arguments -> Hex.word(privileges(index(arguments))))
                .readable("ExternalMmuWindowsCount", () -> Hex.word(WINDOWS));
    }

    private static int index(List<Object> arguments) {
        return (int) Members.integer(arguments.get(0));
    }

    private static long value(List<Object> arguments) {
        return Members.integer(arguments.get(1));
    }
}

package dev.kenning.testbench.emulator.bus;

/**
 * A range of addresses whose accesses interest somebody.
 *
 * @param range what is watched
 * @param kind which accesses
 */
public record Watchpoint(AddressRange range, Kind kind) {

    /** Says which accesses a watchpoint is about. */
    public enum Kind {
        READ,
        WRITE,
        ACCESS
    }

    boolean concerns(long address, int width, Kind access) {
        return (kind == access || kind == Kind.ACCESS) && address <= range.last() && address + width > range.start();
    }
}

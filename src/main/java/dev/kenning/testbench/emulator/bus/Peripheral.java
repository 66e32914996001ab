package dev.kenning.testbench.emulator.bus;

import java.util.List;

/**
 * Answers the accesses of a core to a range of the system bus.
 *
 * <p>A machine runs on one thread, so implementations need no synchronisation. A register that is not modelled reads
 * 0 and is reported once through {@link AccessLog}.
 */
public interface Peripheral extends MemberSource {

    /**
     * Reads from the device.
     *
     * @param offset bytes from the start of the registration
     * @param width 1, 2 or 4 bytes
     * @return the value, zero-extended
     */
    int read(int offset, int width);

    /**
     * Writes to the device.
     *
     * @param offset bytes from the start of the registration
     * @param width 1, 2 or 4 bytes
     * @param value the value in its low {@code width} bytes; higher bits are undefined
     */
    void write(int offset, int width, int value);

    /** Brings the device back to its state after power-on. */
    default void reset() {}

    /** Adds what Renode lets commands do with every device; a device with more of its own adds that too. */
    @Override
    default void addMembers(Members members) {
        members.action("Reset", arguments -> reset());
        for (Members.Hex.Style style :
                List.of(Members.Hex.Style.BYTE, Members.Hex.Style.HALF, Members.Hex.Style.WORD)) {
            members.method(
                            "Read" + style.access() + " offset",
                            arguments -> style.of(read((int) Members.integer(arguments.get(0)), style.bytes())))
                    .action(
                            "Write" + style.access() + " offset value",
                            arguments -> write((int) Members.integer(arguments.get(0)), style.bytes(), (int)
                                    Members.integer(arguments.get(1))));
        }
    }
}

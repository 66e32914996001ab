package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import java.math.BigDecimal;

/**
 * What a user may set of how a core works, by Renode's names.
 *
 * <p>How Renode's translator cuts and chains its blocks means nothing here; such settings are kept and read back.
 */
public final class CoreSettings {

    /** The longest block that Renode's translator makes. */
    private static final long LONGEST_BLOCK = 0x2710;

    private double cyclesPerInstruction = 1;
    private long maximumBlockSize = LONGEST_BLOCK;
    private boolean waitsForNothing;
    private boolean sendsNoEvents;
    private boolean cachesBlocks = true;
    private boolean chainsBlocks = true;

    CoreSettings() {}

    /** Returns how many cycles the core's cycle counter takes an instruction for. */
    public double cyclesPerInstruction() {
        return cyclesPerInstruction;
    }

    /** Returns whether an instruction that waits for an interrupt does nothing. */
    @Interpreted
    public boolean waitsForNothing() {
        return waitsForNothing;
    }

    /** Returns whether instructions that wait for and send events do nothing. */
    @Interpreted
    public boolean sendsNoEvents() {
        return sendsNoEvents;
    }

    void addTo(Members members) {
        members.writable("CyclesPerInstruction", () -> plain(cyclesPerInstruction), this::setCyclesPerInstruction)
                .writable(
                        "MaximumBlockSize",
                        () -> Hex.word(maximumBlockSize),
                        value -> maximumBlockSize = Math.min(Members.integer(value), LONGEST_BLOCK))
                .writable("WfiAsNop", () -> waitsForNothing, value -> waitsForNothing = Members.flag(value))
                .writable("TbCacheEnabled", () -> cachesBlocks, value -> cachesBlocks = Members.flag(value))
                .writable("ChainingEnabled", () -> chainsBlocks, value -> chainsBlocks = Members.flag(value))
                .action("ClearTranslationCache", arguments -> {});
    }

    /** Adds what only cores with events have. */
    public void addEventsTo(Members members) {
        members.writable("WfeAndSevAsNop", () -> sendsNoEvents, value -> sendsNoEvents = Members.flag(value));
    }

    private void setCyclesPerInstruction(Object value) {
        double cycles = value instanceof Double fraction ? fraction : Members.integer(value);
        if (cycles <= 0) {
            throw new IllegalArgumentException("Value must be a positive number.");
        }
        cyclesPerInstruction = cycles;
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}

package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.machine.QemuBatch;
import java.util.List;

/** Our core with the memory of QEMU's {@code virt} machine, as far as the differential tests need it. */
final class EmulatedRiscV {

    private static final long SLOTS_PER_SECOND = 400_000_000L;

    private final Clock clock = new Clock(SLOTS_PER_SECOND);
    private final SystemBus bus = new SystemBus(clock, (source, message) -> {});
    private final RiscV core;
    private final boolean is64;
    private final int features;

    EmulatedRiscV(String cpuType, boolean is64, int features) {
        bus.mapMemory(Integer.toUnsignedLong(CaseImage.CODE_ADDRESS), CaseImage.RAM_SIZE, "ram");
        core = RiscV.create("cpu", cpuType, is64, bus, 0, true);
        core.setResetAddress(Integer.toUnsignedLong(CaseImage.CODE_ADDRESS));
        this.is64 = is64;
        this.features = features;
    }

    /** Gives the core another vector unit. */
    EmulatedRiscV withVectors(VectorConfig config) {
        core.setVectorRegisterLength(config.vlen());
        core.setVectorElementMaxWidth(config.elen());
        return this;
    }

    /** Returns what became of the cases, in their order. */
    List<CaseRecord> run(List<CaseRecord> cases) {
        CaseImage image = CaseImage.of(cases, is64, features);
        for (QemuBatch.Content content : image.contents("")) {
            content.writeTo(bus);
        }
        runUntilAsleep();
        byte[] results = new byte[image.recordsSize()];
        bus.readBytes(CaseImage.RECORDS_ADDRESS, results, 0, results.length);
        return CaseImage.results(results);
    }

    /**
     * Resets the core and lets it run until it sleeps.
     *
     * @throws IllegalStateException if it does not within ten minutes of virtual time
     */
    private void runUntilAsleep() {
        core.reset();
        core.run(600 * SLOTS_PER_SECOND);
        if (!core.isSleeping()) {
            throw new IllegalStateException("the core still runs at " + Long.toHexString(core.programCounter())
                    + " after " + core.executedInstructions() + " instructions");
        }
    }
}

package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.Heat;
import java.util.List;
import java.util.Locale;

/** Our core with the memory of QEMU's MPS2 boards around it, as far as the differential tests need it. */
final class EmulatedCortexM {

    private static final long SLOTS_PER_SECOND = 400_000_000L;
    private static final int NVIC_ADDRESS = 0xe000_e000;
    private static final int PRIORITY_BITS = 0xff;

    private final Clock clock = new Clock(SLOTS_PER_SECOND);
    private final SystemBus bus = new SystemBus(clock, (source, message) -> {});
    private final CortexM core;
    private final boolean fpu;

    EmulatedCortexM(CortexMType model) {
        Nvic nvic = new Nvic(clock, bus.log(), PRIORITY_BITS, SLOTS_PER_SECOND);
        bus.mapMemory(CaseImage.CODE_ADDRESS, CaseImage.CODE_SIZE, "code");
        bus.mapMemory(CaseImage.PARAMETERS_ADDRESS, CaseImage.RAM_SIZE, "ram");
        bus.register(Integer.toUnsignedLong(NVIC_ADDRESS), 0x1000, nvic, "nvic");
        core = new CortexM("cpu", model.name().toLowerCase(Locale.ROOT).replace('_', '-'), bus, nvic);
        fpu = model.hasFloatingPoint();
    }

    /** Translates what is that hot from now on. */
    void translate(Heat heat) {
        core.translate(heat);
    }

    /** Returns what became of the cases, in their order. */
    List<CaseRecord> run(List<CaseRecord> cases) {
        return CaseImage.results(execute(CaseImage.of(cases, fpu)));
    }

    /** Returns the bytes that an image leaves at {@link CaseImage#RECORDS_ADDRESS}. */
    byte[] execute(CaseImage image) {
        load(CaseImage.CODE_ADDRESS, image.code());
        load(CaseImage.PARAMETERS_ADDRESS, image.parameters(""));
        load(CaseImage.RECORDS_ADDRESS, image.records());
        runUntilAsleep();
        byte[] results = new byte[image.records().length];
        bus.readBytes(CaseImage.RECORDS_ADDRESS, results, 0, results.length);
        return results;
    }

    void load(int address, byte[] content) {
        bus.writeBytes(address, content, 0, content.length);
    }

    /**
     * Resets the core and lets it run until it sleeps.
     *
     * @throws IllegalStateException if it does not within ten minutes of virtual time
     */
    void runUntilAsleep() {
        core.reset();
        core.run(600 * SLOTS_PER_SECOND);
        if (!core.isSleeping()) {
            throw new IllegalStateException("the core still runs at " + Long.toHexString(core.programCounter())
                    + " after " + core.executedInstructions() + " instructions");
        }
    }

    long executedInstructions() {
        return core.executedInstructions();
    }
}

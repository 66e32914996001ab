package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.ExternalMmu;
import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Surroundings;
import java.util.Arrays;
import java.util.Map;

/**
 * Registers of some windows of a core's external MMU ({@code Miscellaneous.ExternalWindowMMU}, a device of Renode's own).
 *
 * <p>A fault in one of its windows sets the interrupt and aborts the core.
 */
public final class ExternalWindowMmu extends RegisterDevice implements InterruptOutputs {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    /** As many as there are registers of a kind. */
    public static final int MOST_WINDOWS = 0x100;

    private static final int START = 0x000;
    private static final int END = 0x400;
    private static final int ADDEND = 0x800;
    private static final int PRIVILEGES = 0xC00;

    private final Surroundings surroundings;
    private final InterruptLine interrupt = new InterruptLine();

    /**
     * Creates the device, and takes windows for it.
     *
     * @throws IllegalArgumentException if there are not as many left
     */
    public ExternalWindowMmu(Surroundings surroundings, ExternalMmu mmu, int count) {
        super(surroundings, SIZE);
        this.surroundings = surroundings;
        int[] windows = new int[count];
        mmu.setOn(true);
        for (int i = 0; i < count; i++) {
            int window = mmu.acquire(ExternalMmu.ANY);
            if (window < 0) {
                throw new IllegalArgumentException("Failed to acquire the MMU window. Possibly ran out of windows");
            }
            windows[i] = window;
            declare(mmu, window, 4 * i);
        }
        mmu.addFaultListener(window -> Arrays.stream(windows).anyMatch(own -> own == window) && raise());
    }

    private void declare(ExternalMmu mmu, int window, int offset) {
        registers
                .fixed(START + offset)
                .onRead(stored -> (int) mmu.start(window))
                .onWrite(value -> mmu.setStart(window, Integer.toUnsignedLong(value)));
        registers
                .fixed(END + offset)
                .onRead(stored -> (int) mmu.end(window))
                .onWrite(value -> mmu.setEnd(window, Integer.toUnsignedLong(value)));
        registers
                .fixed(ADDEND + offset)
                .onRead(stored -> (int) mmu.addend(window))
                .onWrite(value -> mmu.setAddend(window, Integer.toUnsignedLong(value)));
        registers
                .fixed(PRIVILEGES + offset)
                .onRead(stored -> mmu.privileges(window))
                .onWrite(value -> mmu.setPrivileges(window, value));
    }

    private boolean raise() {
        surroundings.log().debug(surroundings.name(), "MMU fault occured. Setting the IRQ");
        interrupt.set(true);
        return true;
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return Map.of("IRQ", interrupt);
    }

    @Override
    protected void onReset() {
        interrupt.set(false);
    }
}

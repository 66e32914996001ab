package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.CoreControl;
import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Models the block that starts and stops Springbok's core ({@code CPU.SpringbokRiscV32_ControlBlock}; {@code
 * renode-integration.md}, section 8.1). Memory banks and error status only store.
 */
public final class SpringbokControlBlock extends RegisterDevice implements InterruptOutputs {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    /** Why a program stops its core; the order is that of the interrupt bits. */
    public enum Stop {
        /** Wants something of the host, and waits. */
        HOST_REQUEST(FREEZE, 1),
        /** Has come to its end. */
        FINISH(FREEZE | SW_RESET, 1 << 1);

        private final int control;
        private final int interrupt;

        Stop(int control, int interrupt) {
            this.control = control;
            this.interrupt = interrupt;
        }
    }

    private static final long IMEM = 0x3200_0000L;
    private static final long DMEM = 0x3400_0000L;

    private static final int FREEZE = 1;
    private static final int SW_RESET = 2;
    private static final int START_OFFSET = 0x7_FFFC;

    private static final int INTERRUPTS = 0xF;
    private static final String[] OUTPUTS = {"HostReqIRQ", "FinishIRQ", "InstructionFaultIRQ", "DataFaultIRQ"};

    private static final int INIT_ADDRESS = 0x3F_FFFF;
    private static final int INIT_FLAG = 1 << 22;
    private static final byte INIT_BYTE = 0x5A;
    private static final int IMEM_PAGE = 4;
    private static final int DMEM_PAGE = 64;
    private static final int INIT_DONE = 2;

    private final CoreControl core;
    private final SystemBus bus;
    private final Map<String, InterruptLine> outputs = new LinkedHashMap<>();
    private final Register pending;
    private final Register enabled;
    private final Register control;
    private final Register initStart;
    private final Register initStatus;

    /** Creates the block of a core. */
    public SpringbokControlBlock(Surroundings surroundings, CoreControl core, SystemBus bus) {
        super(surroundings, SIZE);
        this.core = core;
        this.bus = bus;
        Arrays.stream(OUTPUTS).forEach(name -> outputs.put(name, new InterruptLine()));
        pending = registers.fixed(0x00).onWrite(this::acknowledge);
        enabled = registers.word(0x04, INTERRUPTS).onWrite(value -> update());
        registers.fixed(0x08).onWrite(this::raise);
        control = registers.fixed(0x0C).resetsTo(FREEZE | SW_RESET).onWrite(this::control);
        registers.word(0x10);
        registers.word(0x14);
        initStart = registers.word(0x18);
        registers.word(0x1C).onWrite(this::initialise);
        initStatus = registers.fixed(0x20);
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return outputs;
    }

    @Override
    protected void onReset() {
        update();
    }

    /** Halts the core, as its program wants. */
    public void stop(Stop reason) {
        control.set(control.get() | reason.control);
        core.setHalted(true);
        raise(reason.interrupt);
    }

    private void acknowledge(int bits) {
        pending.set(pending.get() & ~bits);
        update();
    }

    private void raise(int bits) {
        pending.set(pending.get() | (bits & INTERRUPTS));
        update();
    }

    private void update() {
        int bit = 1;
        for (InterruptLine output : outputs.values()) {
            output.set((pending.get() & enabled.get() & bit) != 0);
            bit <<= 1;
        }
    }

    /** A reset that ends starts the program anew, wherever the written offset says. */
    private void control(int value) {
        boolean starts = control.has(SW_RESET) && (value & SW_RESET) == 0;
        control.set(value);
        core.betweenInstructions(() -> {
            if (starts) {
                core.reset();
                core.setProgramCounter(IMEM + (value & START_OFFSET));
            }
            core.setHalted((value & (FREEZE | SW_RESET)) != 0);
        });
    }

    /** Fills whole pages. */
    private void initialise(int end) {
        if ((end & INIT_FLAG) == 0) {
            return;
        }
        boolean imem = initStart.has(INIT_FLAG);
        int page = imem ? IMEM_PAGE : DMEM_PAGE;
        int first = initStart.get() & INIT_ADDRESS & -page;
        byte[] fill = new byte[Math.max(0, ((end & INIT_ADDRESS) | (page - 1)) + 1 - first)];
        Arrays.fill(fill, INIT_BYTE);
        bus.writeBytes((int) (imem ? IMEM : DMEM) + first, fill, 0, fill.length);
        initStatus.set(INIT_DONE);
    }
}

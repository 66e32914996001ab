package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.LocalReceivers;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses which port's pin feeds each EXTI line ({@code Miscellaneous.STM32_SYSCFG}; reference manual RM0385, section
 * 7). Its local receivers are the ports, {@code syscfg#0} port A.
 */
public final class Stm32Syscfg extends RegisterDevice implements InterruptOutputs, LocalReceivers {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private static final int PORTS = 16;
    private static final int LINES = 16;
    private static final int LINES_PER_REGISTER = 4;

    private final Register[] selections = new Register[LINES / LINES_PER_REGISTER];
    private final int[] levels = new int[PORTS];
    private final NumberedOutputs lines = new NumberedOutputs(LINES);

    /** Creates the device. */
    public Stm32Syscfg(Surroundings surroundings) {
        super(surroundings, SIZE);
        registers.word(0x00);
        registers.word(0x04);
        for (int i = 0; i < selections.length; i++) {
            selections[i] = registers.word(0x08 + 4 * i, 0xFFFF).onWrite(value -> route());
        }
        registers.word(0x20, 1).onRead(stored -> stored | ((stored & 1) << 8));
    }

    @Override
    public Optional<InterruptReceiver> localReceiver(int port) {
        return port < 0 || port >= PORTS ? Optional.empty() : Optional.of((pin, high) -> onPin(port, pin, high));
    }

    private void onPin(int port, int pin, boolean high) {
        levels[port] = high ? levels[port] | (1 << pin) : levels[port] & ~(1 << pin);
        route();
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return lines.byName();
    }

    @Override
    protected void onReset() {
        route();
    }

    private void route() {
        for (int line = 0; line < LINES; line++) {
            int port = (selections[line / LINES_PER_REGISTER].get() >>> (4 * (line % LINES_PER_REGISTER))) & 0xF;
            lines.line(line).set((levels[port] & (1 << line)) != 0);
        }
    }
}

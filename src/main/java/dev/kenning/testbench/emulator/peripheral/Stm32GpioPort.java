package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Map;

/**
 * Models a GPIO port of STM32 ({@code GPIOPort.STM32_GPIOPort}; reference manual RM0385, section 6).
 *
 * <p>A pin in output mode drives its output with its bit of ODR; a level that comes from outside is seen in IDR and
 * passed on, so that a button reaches EXTI through SYSCFG.
 */
public final class Stm32GpioPort extends RegisterDevice implements InterruptOutputs, InterruptReceiver {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private static final int PINS = 16;
    private static final int OUTPUT_MODE = 1;

    private final Register mode;
    private final Register outputData;
    private final NumberedOutputs pins = new NumberedOutputs(PINS);
    private int external;

    /**
     * Creates the device.
     *
     * @param modeReset MODER after reset: port A and B hold the debug port's pins
     * @param speedReset OSPEEDR after reset
     * @param pullReset PUPDR after reset
     */
    public Stm32GpioPort(Surroundings surroundings, int modeReset, int speedReset, int pullReset) {
        super(surroundings, SIZE);
        mode = registers.word(0x00).resetsTo(modeReset).onWrite(value -> drive());
        registers.word(0x04, 0xFFFF);
        registers.word(0x08).resetsTo(speedReset);
        registers.word(0x0C).resetsTo(pullReset);
        registers.fixed(0x10).onRead(stored -> levels());
        outputData = registers.word(0x14, 0xFFFF).onWrite(value -> drive());
        registers.fixed(0x18).onWrite(this::setAndReset);
        registers.word(0x1C, 0x1_FFFF);
        registers.word(0x20);
        registers.word(0x24);
        registers.fixed(0x28).onWrite(value -> setAndReset(value << PINS));
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return pins.byName();
    }

    @Override
    public void onLevel(int number, boolean high) {
        external = high ? external | (1 << number) : external & ~(1 << number);
        drive();
    }

    @Override
    protected void onReset() {
        drive();
    }

    private void setAndReset(int value) {
        outputData.set((outputData.get() & ~(value >>> PINS)) | (value & 0xFFFF));
        drive();
    }

    private int levels() {
        int levels = 0;
        for (int pin = 0; pin < PINS; pin++) {
            int source = isOutput(pin) ? outputData.get() : external;
            levels |= source & (1 << pin);
        }
        return levels;
    }

    private boolean isOutput(int pin) {
        return ((mode.get() >>> (2 * pin)) & 3) == OUTPUT_MODE;
    }

    private void drive() {
        int levels = levels();
        for (int pin = 0; pin < PINS; pin++) {
            pins.line(pin).set((levels & (1 << pin)) != 0);
        }
    }
}

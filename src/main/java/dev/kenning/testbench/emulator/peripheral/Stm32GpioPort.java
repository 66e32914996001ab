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
 * Models a GPIO port of STM32 ({@code GPIOPort.STM32_GPIOPort}; reference manual RM0385, section 6).
 *
 * <p>A pin in output mode drives its output with its bit of ODR; a level that comes from outside is seen in IDR and
 * passed on, so that a button reaches EXTI through SYSCFG. A pin in alternate mode follows the function that AFR selects, which
 * a description connects as {@code -> gpioPortA#pin@function}.
 */
public final class Stm32GpioPort extends RegisterDevice implements InterruptOutputs, InterruptReceiver, LocalReceivers {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private static final int PINS = 16;
    private static final int FUNCTIONS = 16;
    private static final int OUTPUT_MODE = 1;
    private static final int ALTERNATE_MODE = 2;

    private final Register mode;
    private final Register outputData;
    private final Register lowFunctions;
    private final Register highFunctions;
    private final NumberedOutputs pins = new NumberedOutputs(PINS);
    private int external;

    /** Bit n of each pin is the level of its alternate function n. */
    private final int[] alternate = new int[PINS];

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
        lowFunctions = registers.word(0x20).onWrite(value -> drive());
        highFunctions = registers.word(0x24).onWrite(value -> drive());
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
    public Optional<InterruptReceiver> localReceiver(int pin) {
        return Optional.of(pin)
                .filter(number -> number < PINS)
                .map(number -> (function, high) -> onFunctionLevel(pin, function, high));
    }

    private void onFunctionLevel(int pin, int function, boolean high) {
        if (function < FUNCTIONS) {
            alternate[pin] = high ? alternate[pin] | (1 << function) : alternate[pin] & ~(1 << function);
            drive();
        }
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
            levels |= isHigh(pin) ? 1 << pin : 0;
        }
        return levels;
    }

    private boolean isHigh(int pin) {
        int selected = (mode.get() >>> (2 * pin)) & 3;
        if (selected == ALTERNATE_MODE) {
            // A level from outside counts too, for functions that are inputs or not connected.
            return ((alternate[pin] >>> function(pin)) & 1) != 0 || ((external >>> pin) & 1) != 0;
        }
        return (((selected == OUTPUT_MODE ? outputData.get() : external) >>> pin) & 1) != 0;
    }

    private int function(int pin) {
        return ((pin < 8 ? lowFunctions : highFunctions).get() >>> (4 * (pin & 7))) & 0xF;
    }

    private void drive() {
        int levels = levels();
        for (int pin = 0; pin < PINS; pin++) {
            pins.line(pin).set((levels & (1 << pin)) != 0);
        }
    }
}

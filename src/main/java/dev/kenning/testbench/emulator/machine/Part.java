package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.peripheral.MissingCore;
import dev.kenning.testbench.emulator.peripheral.MissingDevice;
import dev.kenning.testbench.platform.Component;

/**
 * One component of a machine.
 *
 * @param path where it stands in the peripheral tree, such as {@code sysbus.usart1}
 * @param model Renode's model name, such as {@code UART.STM32F7_USART}
 * @param object what it is in this engine
 * @param component what the platform description said
 */
public record Part(String path, String model, Object object, Component component) {

    /** Returns the name from the platform description, such as {@code usart1}. */
    public String name() {
        return component.name();
    }

    /** Returns whether it stands for a device or a core that this engine lacks. */
    public boolean isStub() {
        return object instanceof MissingDevice || object instanceof MissingCore;
    }
}

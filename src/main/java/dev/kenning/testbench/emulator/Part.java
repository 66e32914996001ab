package dev.kenning.testbench.emulator;

import dev.kenning.testbench.platform.Component;

/**
 * Is one component of a machine.
 *
 * @param path where it stands in the peripheral tree, such as {@code sysbus.usart1}
 * @param model Renode's model name, such as {@code UART.STM32F7_USART}
 * @param object what it is in this engine
 * @param component what the platform description said
 */
record Part(String path, String model, Object object, Component component) {

    String name() {
        return component.name();
    }
}

package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Position;

/** Names a model below {@code Antmicro.Renode.Peripherals.}, such as {@code UART.STM32F7_USART}. */
public record TypeName(String name, Position position) {

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}

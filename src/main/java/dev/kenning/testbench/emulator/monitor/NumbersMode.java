package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members.Hex;

/** How the monitor prints numbers, by the names that {@code numbersMode} takes. */
enum NumbersMode {
    Hexadecimal {
        @Override
        String print(Hex number) {
            return number.toString();
        }
    },
    Decimal {
        @Override
        String print(Hex number) {
            return Long.toUnsignedString(number.value());
        }
    },
    Both {
        @Override
        String print(Hex number) {
            return Hexadecimal.print(number) + " (" + Decimal.print(number) + ")";
        }
    };

    abstract String print(Hex number);
}

package dev.kenning.testbench.emulator.core.riscv;

import java.util.function.LongSupplier;

/** Turns scripts, which in Renode are Python, into what a core executes. */
public interface CoreScripts {

    /** Refuses every script. */
    CoreScripts NONE = new CoreScripts() {

        @Override
        public CustomInstruction instructionFromFile(String file) {
            throw new IllegalArgumentException("'" + file + "' cannot be run: this core takes no scripts");
        }

        @Override
        public LongSupplier registerFromString(RiscV core, String script) {
            throw new IllegalArgumentException("this script cannot be run: this core takes no scripts");
        }
    };

    /**
     * Returns the instruction that a file describes.
     *
     * @throws RuntimeException if it cannot be run; the text says why
     */
    CustomInstruction instructionFromFile(String file);

    /**
     * Returns what gives a control and status register its value.
     *
     * @throws RuntimeException if the script cannot be run; the text says why
     */
    LongSupplier registerFromString(RiscV core, String script);
}

package dev.kenning.testbench.emulator.core.riscv;

/** Turns scripts, which in Renode are Python, into what a core executes. */
public interface CoreScripts {

    /** Refuses every script. */
    CoreScripts NONE = new CoreScripts() {

        @Override
        public CustomInstruction instruction(RiscV core, Script script) {
            throw new IllegalArgumentException("this script cannot be run: this core takes no scripts");
        }

        @Override
        public CustomCsr register(RiscV core, int number, Script script, boolean initable) {
            throw new IllegalArgumentException("this script cannot be run: this core takes no scripts");
        }
    };

    /** Where a script is. */
    sealed interface Script {

        /** Its text. */
        record Text(String script) implements Script {}

        /** A file with its text. */
        record File(String path) implements Script {}
    }

    /**
     * Returns the instruction that a script executes.
     *
     * @throws RuntimeException if it cannot be run; the text says why
     */
    CustomInstruction instruction(RiscV core, Script script);

    /**
     * Returns the control and status register that a script keeps.
     *
     * @param initable whether the script is to be called once before its first access
     * @throws RuntimeException if the script cannot be run; the text says why
     */
    CustomCsr register(RiscV core, int number, Script script, boolean initable);
}

package dev.kenning.testbench.emulator.core.riscv;

/** Executes an instruction that is not RISC-V's own but has been installed by its pattern. */
@FunctionalInterface
public interface CustomInstruction {

    /**
     * Executes one.
     *
     * @param core reads and writes its registers through {@link RiscV#register} and {@link RiscV#setRegister}; what must
     *     not happen within an instruction goes to {@link RiscV#betweenInstructions}
     * @param word the instruction's bits, 16 or 32
     */
    void execute(RiscV core, int word);
}

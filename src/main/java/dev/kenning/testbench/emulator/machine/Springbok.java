package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.core.riscv.CsrValidation;
import dev.kenning.testbench.emulator.core.riscv.CustomCsr;
import dev.kenning.testbench.emulator.core.riscv.RiscV;
import java.util.List;

/**
 * What Springbok's core has beyond an RV32IMFV ({@code CPU.SpringbokRiscV32}; {@code renode-integration.md}, section 8.1):
 * instructions, counting registers, and that it is halted until its control block releases it.
 */
final class Springbok {

    /** The core's type where a description does not say. */
    static final String CPU_TYPE = "rv32imfv_zicsr";

    /** The core's name, by which its control block finds it. */
    static final String CORE = "cpu";

    /** Major opcode custom-3. */
    private static final String CUSTOM_3 = "-------------------------1111011";

    /** Executed instructions and cycles, which are the same. */
    private static final List<Integer> COUNTERS = List.of(0x7C0, 0x7C1);

    private Springbok() {}

    static void equip(RiscV core, Machine machine) {
        core.setCsrValidation(CsrValidation.NONE);
        core.installCustomInstruction(CUSTOM_3, new SpringbokInstructions(machine));
        COUNTERS.forEach(number -> countInstructions(core, number));
        core.setHalted(true);
    }

    /** Adds a register that reads as the number of instructions started, the reading one included. */
    static void countInstructions(RiscV core, int number) {
        core.installCsr(number, CustomCsr.counting(core::startedInstructions));
    }
}

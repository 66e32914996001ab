package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.Heat;
import dev.kenning.testbench.emulator.machine.MipsComparison;
import java.nio.file.Path;
import java.util.List;

/** Compares the Cortex-M7's speed with QEMU's; {@code bench/mips.sh} builds the kernels and calls it. */
final class ArmMips implements MipsComparison.Kernels {

    private ArmMips() {}

    /** Takes what {@link MipsComparison#compare} takes. */
    public static void main(String[] arguments) throws Exception {
        MipsComparison.compare(new ArmMips(), arguments);
    }

    @Override
    public long runOurs(byte[] code, byte[] parameters, Heat heat) {
        EmulatedCortexM core = new EmulatedCortexM(CortexMType.CORTEX_M7);
        core.translate(heat);
        core.load(CaseImage.CODE_ADDRESS, code);
        core.load(CaseImage.PARAMETERS_ADDRESS, parameters);
        core.runUntilAsleep();
        return core.executedInstructions();
    }

    @Override
    public List<String> qemuCommand(Path program, Path parameters) {
        return List.of(
                "qemu-system-arm",
                "-machine",
                "mps2-an500",
                "-display",
                "none",
                "-serial",
                "none",
                "-monitor",
                "none",
                "-semihosting-config",
                "enable=on,target=native",
                "-device",
                "loader,force-raw=on,addr=0x0,file=" + program,
                "-device",
                "loader,force-raw=on,addr=0x20000000,file=" + parameters);
    }
}

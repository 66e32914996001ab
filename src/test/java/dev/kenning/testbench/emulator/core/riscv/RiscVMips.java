package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.Heat;
import dev.kenning.testbench.emulator.machine.MipsComparison;
import java.nio.file.Path;
import java.util.List;

/** Compares the RV32 core's speed with QEMU's; {@code bench/mips.sh} builds the kernels and calls it. */
final class RiscVMips implements MipsComparison.Kernels {

    private static final int PARAMETERS = 0x8010_0000;
    private static final int MEMORY_SIZE = 0x40_0000;
    private static final long SLOTS = 1L << 60;

    private RiscVMips() {}

    /** Takes what {@link MipsComparison#compare} takes. */
    public static void main(String[] arguments) throws Exception {
        MipsComparison.compare(new RiscVMips(), arguments);
    }

    @Override
    public long runOurs(byte[] code, byte[] parameters, Heat heat) {
        RiscVBoard board = new RiscVBoard("rv32imafc_zicsr", MEMORY_SIZE);
        board.cpu.translate(heat);
        board.bus.writeBytes(RiscVBoard.RAM, code, 0, code.length);
        board.bus.writeBytes(PARAMETERS, parameters, 0, parameters.length);
        board.cpu.reset();
        board.run(SLOTS);
        return board.cpu.executedInstructions();
    }

    @Override
    public List<String> qemuCommand(Path program, Path parameters) {
        return List.of(
                "qemu-system-riscv32",
                "-machine",
                "virt",
                "-bios",
                "none",
                "-cpu",
                "rv32,v=false,Zve32f=true,vlen=512,elen=32",
                "-display",
                "none",
                "-serial",
                "none",
                "-monitor",
                "none",
                "-device",
                "loader,force-raw=on,addr=0x80000000,file=" + program,
                "-device",
                "loader,force-raw=on,addr=0x80100000,file=" + parameters);
    }
}

package dev.kenning.testbench.emulator.core.riscv;

import java.util.List;

/** The names of registers in the calling convention (RISC-V ELF psABI, 1). */
final class RegisterName {

    static final List<String> INTEGER = List.of(
            "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5", "a6",
            "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6");

    static final List<String> FLOATING = List.of(
            "ft0", "ft1", "ft2", "ft3", "ft4", "ft5", "ft6", "ft7", "fs0", "fs1", "fa0", "fa1", "fa2", "fa3", "fa4",
            "fa5", "fa6", "fa7", "fs2", "fs3", "fs4", "fs5", "fs6", "fs7", "fs8", "fs9", "fs10", "fs11", "ft8", "ft9",
            "ft10", "ft11");

    private RegisterName() {}

    static String integer(int number) {
        return INTEGER.get(number);
    }

    static String floating(int number) {
        return FLOATING.get(number);
    }

    static String vector(int number) {
        return "v" + number;
    }
}

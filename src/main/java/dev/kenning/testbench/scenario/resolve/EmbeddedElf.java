package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.elf.ElfFile;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The kind of machine that an ELF image inside of another file is for; IREE's modules carry their native code so.
 *
 * @param machine {@code e_machine}
 * @param wide whether it is for 64 bits
 */
record EmbeddedElf(int machine, boolean wide) {

    private static final int HEADER = 20;
    private static final int CLASS = 4;
    private static final int DATA = 5;
    private static final int MACHINE = 18;
    private static final int BYTE = 0xFF;
    private static final Map<Integer, String> NAMES =
            Map.of(ElfFile.ARM, "Arm", ElfFile.RISCV, "RISC-V", 62, "x86-64", 183, "AArch64", 3, "x86");

    private static boolean isElf(byte[] file, int at) {
        return at + HEADER <= file.length
                && file[at] == 0x7F
                && file[at + 1] == 'E'
                && file[at + 2] == 'L'
                && file[at + 3] == 'F'
                && file[at + DATA] == 1;
    }

    /** Returns the machine that a file is for, if it is an ELF file. */
    static Optional<EmbeddedElf> of(byte[] file) {
        return isElf(file, 0) ? Optional.of(at(file, 0)) : Optional.empty();
    }

    /** Finds the images in a file, one for each kind of machine. */
    static Set<EmbeddedElf> in(byte[] file) {
        Set<EmbeddedElf> found = new LinkedHashSet<>();
        for (int at = 0; at + HEADER <= file.length; at++) {
            if (isElf(file, at)) {
                found.add(at(file, at));
            }
        }
        return found;
    }

    private static EmbeddedElf at(byte[] file, int at) {
        int machine = (file[at + MACHINE] & BYTE) | (file[at + MACHINE + 1] & BYTE) << Byte.SIZE;
        return new EmbeddedElf(machine, file[at + CLASS] == 2);
    }

    @Override
    public String toString() {
        return NAMES.getOrDefault(machine, "an unknown machine (" + machine + ")") + (wide ? ", 64 bit" : ", 32 bit");
    }
}

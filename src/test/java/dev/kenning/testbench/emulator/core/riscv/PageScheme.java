package dev.kenning.testbench.emulator.core.riscv;

/** A way to translate addresses (Privileged ISA, 4.3 to 4.6). */
enum PageScheme {
    SV32(false, 1, 2),
    SV39(true, 8, 3),
    SV48(true, 9, 4),
    SV57(true, 10, 5);

    final boolean is64;
    final int levels;
    private final int mode;

    PageScheme(boolean is64, int mode, int levels) {
        this.is64 = is64;
        this.mode = mode;
        this.levels = levels;
    }

    /** Returns the bits of an address that choose an entry of a table. */
    int indexBits() {
        return is64 ? 9 : 10;
    }

    int entrySize() {
        return is64 ? 8 : 4;
    }

    /** Returns {@code satp} for a root table. */
    long satp(long root) {
        return (long) mode << (is64 ? 60 : 31) | root >>> 12;
    }

    /** Returns an address whose unused bits are legal. */
    long canonical(long address) {
        int unused = is64 ? 64 - 12 - levels * indexBits() : 32;
        return address << unused >> unused;
    }
}

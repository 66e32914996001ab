package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.riscv.RiscV;
import java.util.List;

/** The pages that Renode's cores have, to which its memories must keep; a platform that does not loads here only. */
final class GuestPages {

    static final long CORTEX_M = 0x400;
    static final long RISC_V = 0x1000;

    private GuestPages() {}

    /**
     * Checks a registration of a memory.
     *
     * @throws IllegalArgumentException if address or size are no multiple of every core's pages, in Renode's words
     */
    static void require(List<Core> cores, long address, long size, String name) {
        for (Core core : cores) {
            long page = core instanceof RiscV ? RISC_V : CORTEX_M;
            if (size % page != 0) {
                throw refused(name, "size");
            }
            if (address % page != 0) {
                throw refused(name, "offset");
            }
        }
    }

    private static IllegalArgumentException refused(String name, String what) {
        return new IllegalArgumentException("Exception was thrown during registration of '" + name
                + "' in 'sysbus':\nMemory " + what + " has to be aligned to guest page size");
    }
}

package dev.kenning.testbench.emulator.core.riscv;

import java.util.Locale;

/** The causes of synchronous exceptions, by their number in {@code mcause} (Privileged ISA, table 14). */
final class TrapCause {

    static final int INSTRUCTION_MISALIGNED = 0;
    static final int INSTRUCTION_ACCESS_FAULT = 1;
    static final int ILLEGAL_INSTRUCTION = 2;
    static final int BREAKPOINT = 3;
    static final int LOAD_MISALIGNED = 4;
    static final int LOAD_ACCESS_FAULT = 5;
    static final int STORE_MISALIGNED = 6;
    static final int STORE_ACCESS_FAULT = 7;
    static final int CALL_FROM_USER = 8;
    static final int CALL_FROM_SUPERVISOR = 9;
    static final int CALL_FROM_MACHINE = 11;
    static final int INSTRUCTION_PAGE_FAULT = 12;
    static final int LOAD_PAGE_FAULT = 13;
    static final int STORE_PAGE_FAULT = 15;
    /** No trap of RISC-V (24 to 31 are for custom use): an external MMU stops the core. The access is added to it. */
    static final int EXTERNAL_MMU_FAULT = 24;

    private static final String[] NAMES = {
        "instruction address misaligned",
        "instruction access fault",
        "illegal instruction",
        "breakpoint",
        "load address misaligned",
        "load access fault",
        "store/AMO address misaligned",
        "store/AMO access fault",
        "environment call from U-mode",
        "environment call from S-mode",
        "",
        "environment call from M-mode",
        "instruction page fault",
        "load page fault",
        "",
        "store/AMO page fault"
    };

    private TrapCause() {}

    static String name(int cause) {
        return cause < NAMES.length && !NAMES[cause].isEmpty()
                ? NAMES[cause]
                : String.format(Locale.ROOT, "cause %d", cause);
    }

    /** Returns the page fault of the kind of access that an access fault is about. */
    static int pageFault(int accessFault) {
        return accessFault == INSTRUCTION_ACCESS_FAULT ? INSTRUCTION_PAGE_FAULT : accessFault + 8;
    }

    /** Returns whether it is an ECALL, from whatever mode. */
    static boolean isCall(int cause) {
        return cause >= CALL_FROM_USER && cause <= CALL_FROM_MACHINE;
    }

    /** Returns whether a program that runs into it has done something wrong, rather than asked for something. */
    static boolean isFault(int cause) {
        return cause != BREAKPOINT && !isCall(cause);
    }
}

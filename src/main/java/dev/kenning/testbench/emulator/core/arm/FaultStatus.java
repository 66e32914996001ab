package dev.kenning.testbench.emulator.core.arm;

import java.util.ArrayList;
import java.util.List;

/** The fault status registers CFSR, HFSR, MMFAR and BFAR (ARMv7-M ARM, B3.2.15 to B3.2.18; ARMv8-M ARM, D1.2.44). */
final class FaultStatus {

    static final int IACCVIOL = 1;
    static final int DACCVIOL = 1 << 1;
    static final int MUNSTKERR = 1 << 3;
    static final int MSTKERR = 1 << 4;
    static final int MLSPERR = 1 << 5;
    static final int MMARVALID = 1 << 7;
    static final int IBUSERR = 1 << 8;
    static final int PRECISERR = 1 << 9;
    static final int UNSTKERR = 1 << 11;
    static final int STKERR = 1 << 12;
    static final int BFARVALID = 1 << 15;
    static final int UNDEFINSTR = 1 << 16;
    static final int INVSTATE = 1 << 17;
    static final int INVPC = 1 << 18;
    static final int NOCP = 1 << 19;
    /** ARMv8-M: the stack pointer would have fallen below its limit. */
    static final int STKOF = 1 << 20;

    /** The bits that say that the core does not know the instruction. */
    static final int NO_SUCH_INSTRUCTION = UNDEFINSTR | NOCP;

    static final int UNALIGNED = 1 << 24;
    static final int DIVBYZERO = 1 << 25;

    static final int VECTTBL = 1 << 1;
    static final int FORCED = 1 << 30;
    static final int DEBUGEVT = 1 << 31;

    private static final String[] CFSR_NAMES = {
        "IACCVIOL",
        "DACCVIOL",
        "",
        "MUNSTKERR",
        "MSTKERR",
        "MLSPERR",
        "",
        "MMARVALID",
        "IBUSERR",
        "PRECISERR",
        "IMPRECISERR",
        "UNSTKERR",
        "STKERR",
        "LSPERR",
        "",
        "BFARVALID",
        "UNDEFINSTR",
        "INVSTATE",
        "INVPC",
        "NOCP",
        "STKOF",
        "",
        "",
        "",
        "UNALIGNED",
        "DIVBYZERO"
    };

    int configurable;
    int hard;
    int memoryManagementAddress;
    int busAddress;

    void reset() {
        configurable = 0;
        hard = 0;
        memoryManagementAddress = 0;
        busAddress = 0;
    }

    /** Returns the bits that are set, by name. */
    List<String> names() {
        return names(configurable);
    }

    /** Returns the bits that are set, by name, with those of an earlier CFSR. */
    List<String> names(int earlier) {
        List<String> result = new ArrayList<>();
        for (int bit = 0; bit < CFSR_NAMES.length; bit++) {
            if (((configurable | earlier) & 1 << bit) != 0) {
                result.add(CFSR_NAMES[bit]);
            }
        }
        if ((hard & VECTTBL) != 0) {
            result.add("VECTTBL");
        }
        if ((hard & FORCED) != 0) {
            result.add("FORCED");
        }
        if ((hard & DEBUGEVT) != 0) {
            result.add("DEBUGEVT");
        }
        return result;
    }
}

package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.Interpreted;

/**
 * The registers that MRS and MSR reach: their numbers and names, what they hold, and what writing them does (ARMv7-M ARM,
 * B5.1.1; ARMv8-M ARM, D1.2).
 */
final class SpecialRegister {

    static final int APSR = 0;
    static final int IAPSR = 1;
    static final int EAPSR = 2;
    static final int XPSR = 3;
    static final int IPSR = 5;
    static final int EPSR = 6;
    static final int IEPSR = 7;
    static final int MSP = 8;
    static final int PSP = 9;
    static final int MSPLIM = 10;
    static final int PSPLIM = 11;
    static final int PRIMASK = 16;
    static final int BASEPRI = 17;
    static final int BASEPRI_MAX = 18;
    static final int FAULTMASK = 19;
    static final int CONTROL = 20;

    private SpecialRegister() {}

    /** Returns what a core must have for a register; ARMv8-M Baseline has limits in Secure state only. */
    static Extension extension(int number) {
        return number >= MSPLIM && number <= FAULTMASK && number != PRIMASK ? Extension.MAINLINE : Extension.BASE;
    }

    static String name(int number) {
        return switch (number) {
            case APSR -> "apsr";
            case IAPSR -> "iapsr";
            case EAPSR -> "eapsr";
            case XPSR -> "xpsr";
            case IPSR -> "ipsr";
            case EPSR -> "epsr";
            case IEPSR -> "iepsr";
            case MSP -> "msp";
            case PSP -> "psp";
            case MSPLIM -> "msplim";
            case PSPLIM -> "psplim";
            case PRIMASK -> "primask";
            case BASEPRI -> "basepri";
            case BASEPRI_MAX -> "basepri_max";
            case FAULTMASK -> "faultmask";
            case CONTROL -> "control";
            default -> "special" + number;
        };
    }

    /** Returns which fields of APSR an MSR writes. */
    static String maskSuffix(int number, int mask) {
        if (number > XPSR) {
            return "";
        }
        return switch (mask) {
            case 1 -> "_g";
            case 3 -> "_nzcvqg";
            default -> "_nzcvq";
        };
    }

    /** Reads a special register by its number in MRS. */
    static int read(Processor p, int number) {
        if (number < MSP) {
            int exception = (number & 1) != 0 && p.isPrivileged() ? p.exceptionNumber : 0;
            return exception | ((number & 4) == 0 ? p.flags() : 0);
        }
        if (number == CONTROL) {
            return p.controlRegister();
        }
        if (!p.isPrivileged()) {
            return 0;
        }
        return switch (number) {
            case MSP -> p.mainStackPointer();
            case PSP -> p.processStackPointer();
            case MSPLIM -> p.mainStackLimit;
            case PSPLIM -> p.processStackLimit;
            case PRIMASK -> p.primask;
            case BASEPRI, BASEPRI_MAX -> p.basepri;
            case FAULTMASK -> p.faultmask;
            default -> 0;
        };
    }

    /** Writes a special register by its number in MSR; {@code fields} selects parts of APSR. */
    @Interpreted
    static void write(Processor p, int number, int fields, int value) {
        if (number < MSP) {
            if ((number & 4) == 0) {
                p.writeFlags(fields, value);
            }
        } else if (p.isPrivileged()) {
            writePrivileged(p, number, value);
        }
    }

    private static void writePrivileged(Processor p, int number, int value) {
        if (!p.model.has(extension(number))) {
            return;
        }
        switch (number) {
            case MSP -> p.setMainStackPointer(value);
            case PSP -> p.setProcessStackPointer(value);
            case MSPLIM -> p.mainStackLimit = value & ~7;
            case PSPLIM -> p.processStackLimit = value & ~7;
            case PRIMASK -> p.primask = value & 1;
            case BASEPRI -> p.basepri = p.control.exceptions.maskedPriority(value);
            case BASEPRI_MAX -> {
                int masked = p.control.exceptions.maskedPriority(value);
                if (masked != 0 && (p.basepri == 0 || masked < p.basepri)) {
                    p.basepri = masked;
                }
            }
            case FAULTMASK -> {
                if ((value & 1) == 0 || p.control.exceptions.executionPriority(p) > -1) {
                    p.faultmask = value & 1;
                    p.selectProtection();
                }
            }
            case CONTROL -> p.setControlRegister(value);
            default -> {}
        }
    }
}

package dev.kenning.testbench.emulator.core.arm;

/** Numbers and names of the registers that MRS and MSR reach (ARMv7-M ARM, B5.1.1; ARMv8-M ARM, D1.2). */
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
}

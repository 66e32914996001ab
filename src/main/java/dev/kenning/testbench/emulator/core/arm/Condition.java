package dev.kenning.testbench.emulator.core.arm;

/** The condition codes, in the order of their encodings. */
enum Condition {
    EQ,
    NE,
    CS,
    CC,
    MI,
    PL,
    VS,
    VC,
    HI,
    LS,
    GE,
    LT,
    GT,
    LE,
    AL,
    NEVER;

    private static final Condition[] ALL = values();

    static Condition of(int code) {
        return ALL[code & 15];
    }

    /** Returns the letters that follow a mnemonic. */
    String suffix() {
        return switch (this) {
            case EQ -> "eq";
            case NE -> "ne";
            case CS -> "hs";
            case CC -> "lo";
            case MI -> "mi";
            case PL -> "pl";
            case VS -> "vs";
            case VC -> "vc";
            case HI -> "hi";
            case LS -> "ls";
            case GE -> "ge";
            case LT -> "lt";
            case GT -> "gt";
            case LE -> "le";
            case AL -> "al";
            case NEVER -> "nv";
        };
    }
}

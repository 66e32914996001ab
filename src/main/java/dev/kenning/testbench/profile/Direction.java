package dev.kenning.testbench.profile;

/** Says which way an access goes, as a core sees it. */
public enum Direction {
    READ(0),
    WRITE(1);

    private final int code;

    Direction(int code) {
        this.code = code;
    }

    /** Returns the number that a device's entry in a dump has for it. */
    int code() {
        return code;
    }
}

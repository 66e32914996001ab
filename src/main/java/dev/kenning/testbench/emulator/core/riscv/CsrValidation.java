package dev.kenning.testbench.emulator.core.riscv;

/** How strictly accesses to control and status registers are checked, by Renode's names. */
public enum CsrValidation {
    /** Every access is served: a register that does not exist reads 0. */
    NONE("None", 0),
    /** Privilege and read-only registers are checked. */
    PRIVILEGE_LEVEL("PrivilegeLevel", 1),
    /** As the specification says: a register that does not exist is an illegal instruction. */
    FULL("Full", 2);

    private final String renodeName;
    private final int number;

    CsrValidation(String renodeName, int number) {
        this.renodeName = renodeName;
        this.number = number;
    }

    /** Returns Renode's name, a member of {@code CSRValidationLevel}. */
    public String renodeName() {
        return renodeName;
    }

    /**
     * Returns the level of a name, or of its number.
     *
     * @throws IllegalArgumentException if there is none; the text lists those there are
     */
    public static CsrValidation of(String nameOrNumber) {
        for (CsrValidation level : values()) {
            if (level.renodeName.equals(nameOrNumber)
                    || Integer.toString(level.number).equals(nameOrNumber)) {
                return level;
            }
        }
        throw new IllegalArgumentException("None, PrivilegeLevel or Full is expected, not '" + nameOrNumber + "'");
    }

    /** Returns what Renode's monitor prints of the property: the name, and those there are. */
    String described() {
        StringBuilder text = new StringBuilder(renodeName).append("\n\n\n\nPossible values are:");
        for (CsrValidation level : values()) {
            text.append("\n\t").append(level.renodeName);
        }
        return text.toString();
    }
}

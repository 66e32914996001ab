package dev.kenning.testbench.emulator.core.riscv;

/** How strictly accesses to control and status registers are checked, by Renode's names. */
public enum CsrValidation {
    /** Every access is served: a register that does not exist reads 0. */
    NONE("None"),
    /** Privilege and read-only registers are checked. */
    PRIVILEGE_LEVEL("PrivilegeLevel"),
    /** As the specification says: a register that does not exist is an illegal instruction. */
    ALL("All");

    private final String renodeName;

    CsrValidation(String renodeName) {
        this.renodeName = renodeName;
    }

    /** Returns Renode's name, a member of {@code CSRValidationLevel}. */
    public String renodeName() {
        return renodeName;
    }

    /**
     * Returns the level of a name.
     *
     * @throws IllegalArgumentException if there is none; the text lists those there are
     */
    public static CsrValidation of(String name) {
        for (CsrValidation level : values()) {
            if (level.renodeName.equals(name)) {
                return level;
            }
        }
        throw new IllegalArgumentException("None, PrivilegeLevel or All is expected, not '" + name + "'");
    }
}

package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.bus.Enumeration;
import java.util.Arrays;

/** How strictly accesses to control and status registers are checked, by Renode's names. */
public enum CsrValidation {
    /** Every access is served: a register that does not exist reads 0. */
    NONE("None"),
    /** Only privilege is checked: what is read-only by its number may be written. */
    PRIVILEGE_LEVEL("PrivilegeLevel"),
    /** As the specification says: a register that does not exist is an illegal instruction. */
    FULL("Full");

    private final String renodeName;

    CsrValidation(String renodeName) {
        this.renodeName = renodeName;
    }

    /** Returns Renode's name, a member of {@code CSRValidationLevel}. */
    public String renodeName() {
        return renodeName;
    }

    /** Returns the enumeration that Renode has of the levels. */
    static Enumeration names() {
        return Enumeration.of(
                "CSRValidationLevel",
                Arrays.stream(values()).map(CsrValidation::renodeName).toArray(String[]::new));
    }

    /**
     * Returns the level of a name, or of its number.
     *
     * @throws IllegalArgumentException if there is none; the text lists those there are
     */
    public static CsrValidation of(String nameOrNumber) {
        return values()[names().members().indexOf(names().member(nameOrNumber))];
    }
}

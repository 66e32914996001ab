package dev.kenning.testbench.emulator.core.riscv;

/** The modes that a core has, by Renode's names. */
public enum PrivilegeLevels {
    /** Machine mode only. */
    MACHINE("Machine"),
    /** Machine and user mode. */
    MACHINE_USER("MachineUser"),
    /** Machine, supervisor and user mode. */
    MACHINE_SUPERVISOR_USER("MachineSupervisorUser");

    private final String renodeName;

    PrivilegeLevels(String renodeName) {
        this.renodeName = renodeName;
    }

    /** Returns Renode's name, a member of {@code PrivilegeLevels}. */
    public String renodeName() {
        return renodeName;
    }

    /** Returns whether a mode exists, by its number in {@code mstatus.MPP}. */
    boolean include(int mode) {
        return mode == Hart.MACHINE || (mode == Hart.USER && hasUser()) || (mode == Hart.SUPERVISOR && hasSupervisor());
    }

    boolean hasUser() {
        return this != MACHINE;
    }

    boolean hasSupervisor() {
        return this == MACHINE_SUPERVISOR_USER;
    }

    /** Returns the mode with the least privilege. */
    int lowest() {
        return hasUser() ? Hart.USER : Hart.MACHINE;
    }

    /** Returns the bits of the modes in {@code misa}. */
    int misa() {
        return (hasUser() ? 1 << ('U' - 'A') : 0) | (hasSupervisor() ? 1 << ('S' - 'A') : 0);
    }
}

package dev.kenning.testbench.emulator.core.arm;

/** Names the numbers under which Renode's Arm cores tell its profiler of exceptions. */
final class ProfiledException {

    /** An instruction is undefined or belongs to an absent coprocessor; the entry into its handler comes next. */
    static final long UNDEFINED_INSTRUCTION = 1;

    /** SVC was executed; the entry into its handler comes next. */
    static final long SUPERVISOR_CALL = 2;

    /** A handler is entered, whatever the reason. */
    static final long ENTRY = 5;

    private ProfiledException() {}
}

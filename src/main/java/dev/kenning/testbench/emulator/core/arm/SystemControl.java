package dev.kenning.testbench.emulator.core.arm;

/** The system control block: what configures a core, as plain state; {@link Nvic} gives it addresses. */
final class SystemControl {

    static final int CCR_USERSETMPEND = 1 << 1;
    static final int CCR_UNALIGN_TRP = 1 << 3;
    static final int CCR_DIV_0_TRP = 1 << 4;
    static final int CCR_NONBASETHRDENA = 1;

    static final int SCR_SLEEPONEXIT = 1 << 1;
    static final int SCR_SLEEPDEEP = 1 << 2;
    static final int SCR_SEVONPEND = 1 << 4;

    static final int FPCCR_ASPEN = 1 << 31;
    static final int FPCCR_LSPEN = 1 << 30;
    static final int FPCCR_USER = 1 << 1;
    static final int FPCCR_LSPACT = 1;

    static final int CCR_STKALIGN = 1 << 9;
    static final int CCR_STKOFHFNMIGN = 1 << 10;

    /** What Renode 1.15.3 answers after reset: data cache enabled, STKALIGN clear. */
    private static final int CCR_RESET = 0x1_0000;

    private static final int CCR_WRITABLE = 0x7_031B;

    final ExceptionState exceptions;
    final FaultStatus faults = new FaultStatus();

    int vectorTable;
    int configuration = CCR_RESET;
    private int configurationReset = CCR_RESET;
    private int configurationWritable = CCR_WRITABLE;
    int system;
    int coprocessorAccess;
    int floatContextControl = FPCCR_ASPEN | FPCCR_LSPEN;
    int floatContextAddress;
    int floatDefaultStatus;

    SystemControl(ExceptionState exceptions) {
        this.exceptions = exceptions;
    }

    /** Takes over what is fixed in the configuration of a type of core. */
    void configure(CortexMType model) {
        if (!model.has(Extension.MAINLINE)) {
            // ARMv6-M ARM, B3.2.8; ARMv8-M Baseline has no other.
            configurationReset = CCR_STKALIGN | CCR_UNALIGN_TRP;
            configurationWritable = 0;
        } else if (model.has(Extension.V8)) {
            configurationReset = CCR_STKALIGN | CCR_NONBASETHRDENA;
            configurationWritable = (CCR_WRITABLE & ~configurationReset) | CCR_STKOFHFNMIGN;
        }
        configuration = configurationReset;
    }

    /** Writes CCR. */
    void setConfiguration(int value) {
        configuration = (value & configurationWritable) | (configurationReset & ~configurationWritable);
    }

    /** Resets everything but the vector table's place, which stays where the loader put it. */
    void reset() {
        exceptions.reset();
        faults.reset();
        configuration = configurationReset;
        system = 0;
        coprocessorAccess = 0;
        floatContextControl = FPCCR_ASPEN | FPCCR_LSPEN;
        floatContextAddress = 0;
        floatDefaultStatus = 0;
    }

    boolean trapsUnaligned() {
        return (configuration & CCR_UNALIGN_TRP) != 0;
    }

    boolean trapsDivisionByZero() {
        return (configuration & CCR_DIV_0_TRP) != 0;
    }

    /** Returns whether code of this privilege may use the floating-point unit (CPACR, CP10). */
    boolean allowsFloatingPoint(boolean privileged) {
        int access = coprocessorAccess >>> 20 & 3;
        return access == 3 || (access == 1 && privileged);
    }

    /** Returns whether everybody may execute floating-point instructions, and none has to save anything first. */
    boolean isFloatingPointOpen() {
        return (coprocessorAccess >>> 20 & 3) == 3 && (floatContextControl & FPCCR_LSPACT) == 0;
    }

    boolean savesFloatContext() {
        return (floatContextControl & FPCCR_ASPEN) != 0;
    }

    boolean isLazySavePending() {
        return (floatContextControl & FPCCR_LSPACT) != 0;
    }
}

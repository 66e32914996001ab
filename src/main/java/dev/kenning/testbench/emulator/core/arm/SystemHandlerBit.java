package dev.kenning.testbench.emulator.core.arm;

/** The bits of SHCSR (ARMv7-M ARM, B3.2.13). */
enum SystemHandlerBit {
    MEMFAULTACT(0, ExceptionNumber.MEM_MANAGE, ExceptionState.Kind.ACTIVE),
    BUSFAULTACT(1, ExceptionNumber.BUS_FAULT, ExceptionState.Kind.ACTIVE),
    USGFAULTACT(3, ExceptionNumber.USAGE_FAULT, ExceptionState.Kind.ACTIVE),
    SVCALLACT(7, ExceptionNumber.SV_CALL, ExceptionState.Kind.ACTIVE),
    MONITORACT(8, ExceptionNumber.DEBUG_MONITOR, ExceptionState.Kind.ACTIVE),
    PENDSVACT(10, ExceptionNumber.PEND_SV, ExceptionState.Kind.ACTIVE),
    SYSTICKACT(11, ExceptionNumber.SYS_TICK, ExceptionState.Kind.ACTIVE),
    USGFAULTPENDED(12, ExceptionNumber.USAGE_FAULT, ExceptionState.Kind.PENDING),
    MEMFAULTPENDED(13, ExceptionNumber.MEM_MANAGE, ExceptionState.Kind.PENDING),
    BUSFAULTPENDED(14, ExceptionNumber.BUS_FAULT, ExceptionState.Kind.PENDING),
    SVCALLPENDED(15, ExceptionNumber.SV_CALL, ExceptionState.Kind.PENDING),
    MEMFAULTENA(16, ExceptionNumber.MEM_MANAGE, ExceptionState.Kind.ENABLED),
    BUSFAULTENA(17, ExceptionNumber.BUS_FAULT, ExceptionState.Kind.ENABLED),
    USGFAULTENA(18, ExceptionNumber.USAGE_FAULT, ExceptionState.Kind.ENABLED);

    private final int bit;
    private final int exception;
    private final ExceptionState.Kind kind;

    SystemHandlerBit(int bit, int exception, ExceptionState.Kind kind) {
        this.bit = bit;
        this.exception = exception;
        this.kind = kind;
    }

    int mask() {
        return 1 << bit;
    }

    boolean isSet(ExceptionState exceptions) {
        return switch (kind) {
            case ENABLED -> exceptions.isEnabled(exception);
            case PENDING -> exceptions.isPending(exception);
            case ACTIVE -> exceptions.isActive(exception);
        };
    }

    void set(ExceptionState exceptions, boolean value) {
        switch (kind) {
            case ENABLED -> exceptions.setEnabled(exception, value);
            case PENDING -> exceptions.setPending(exception, value);
            case ACTIVE -> exceptions.setActive(exception, value);
        }
    }
}

package dev.kenning.testbench.emulator.core.arm;

/** Numbers of the system exceptions (ARMv7-M ARM, B1.5.2). */
final class ExceptionNumber {

    static final int RESET = 1;
    static final int NMI = 2;
    static final int HARD_FAULT = 3;
    static final int MEM_MANAGE = 4;
    static final int BUS_FAULT = 5;
    static final int USAGE_FAULT = 6;
    static final int SV_CALL = 11;
    static final int DEBUG_MONITOR = 12;
    static final int PEND_SV = 14;
    static final int SYS_TICK = 15;
    static final int FIRST_INTERRUPT = 16;

    private ExceptionNumber() {}

    static String name(int number) {
        return switch (number) {
            case 0 -> "thread";
            case RESET -> "Reset";
            case NMI -> "NMI";
            case HARD_FAULT -> "HardFault";
            case MEM_MANAGE -> "MemManage";
            case BUS_FAULT -> "BusFault";
            case USAGE_FAULT -> "UsageFault";
            case SV_CALL -> "SVCall";
            case DEBUG_MONITOR -> "DebugMonitor";
            case PEND_SV -> "PendSV";
            case SYS_TICK -> "SysTick";
            default -> "interrupt " + (number - FIRST_INTERRUPT);
        };
    }
}

package dev.kenning.testbench.emulator;

import dev.kenning.testbench.emulator.arm.CortexM;
import java.util.Locale;

/**
 * Notices a program that has faulted and given up.
 *
 * <p>A fault handler ends in {@code b .} or in a WFI, and the core sleeps for ever; on the console there is often
 * nothing. A core that sleeps inside HardFault, MemManage, BusFault or UsageFault is such a case.
 */
final class FaultHandlerWatch {

    private static final int HARD_FAULT = 3;
    private static final int USAGE_FAULT = 6;

    private FaultHandlerWatch() {}

    static void check(CortexM core, Machine machine) {
        int exception = core.activeException();
        if (exception >= HARD_FAULT && exception <= USAGE_FAULT) {
            throw new CoreFault(String.format(
                    Locale.ROOT,
                    "The program on %s faulted, and its fault handler gave up at %s of virtual time.%n%s",
                    core.name(),
                    MachineMembers.duration(machine.nanos()),
                    core.faultReport()));
        }
    }
}

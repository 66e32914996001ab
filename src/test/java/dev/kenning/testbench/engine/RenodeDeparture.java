package dev.kenning.testbench.engine;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Set;

/** What Renode 1.15.3 does in another way than the silicon, so that a test of the silicon's way cannot pass there. */
public enum RenodeDeparture {
    /** Seen with {@code InstallOpcodeCounterPattern} of 32 places on a Cortex-M. */
    OPCODES_OF_ONE_HALFWORD("it compares patterns of opcodes with the first halfword of a Thumb instruction alone"),

    /** Seen with {@code zephyr-boot}, which looks for what waits. */
    SYSTICK_BEHIND_BASEPRI("ICSR.PENDSTSET reads 0 while BASEPRI holds SysTick back"),

    /** Seen with {@code demo/faulty/crashes}, whose handler of HardFault never starts. */
    DISABLED_FAULTS_STAY("a UsageFault that is not enabled does not become a HardFault"),

    /** {@code UART.MAX32655_UART} has a register to send by, and no other. */
    UARTS_THAT_ONLY_SEND("nothing reaches a UART of a MAX32 chip");

    private static final Set<String> ENGINES = Set.of("renode", "container");

    private final String what;

    RenodeDeparture(String what) {
        this.what = what;
    }

    /** Skips the test, and says why, if this engine is Renode. */
    public void skipOn(String engine) {
        assumeFalse(ENGINES.contains(engine), () -> "Renode 1.15.3 departs from the silicon: " + what);
    }
}

package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.WallClock;
import java.time.Duration;
import java.util.Locale;

/** Stops a machine that keeps the host waiting too long, whatever its virtual clock says. */
final class Watchdog {

    private final Duration limit;
    private long started = System.nanoTime();
    private String purpose = "";

    Watchdog(Duration limit) {
        this.limit = limit;
    }

    /** Returns a watchdog with the limit of {@link WallClock}. */
    static Watchdog configured() {
        return new Watchdog(WallClock.limit());
    }

    /** Starts the limit anew: somebody waits, and for this. */
    void start(String newPurpose) {
        started = System.nanoTime();
        purpose = newPurpose;
    }

    void check(Machine machine) {
        if (System.nanoTime() - started > limit.toNanos()) {
            long pc = busy(machine).programCounter();
            throw new EngineException(String.format(
                    Locale.ROOT,
                    "the wall-clock watchdog fired: %d s of host time have passed waiting %s; the machine is at %.6f s"
                            + " of virtual time, pc 0x%08X%s. The firmware may spin; if the wait is just long,"
                            + " -D%s=SECONDS allows more host time",
                    limit.toSeconds(),
                    purpose,
                    machine.nanos() / 1e9,
                    pc,
                    machine.symbols().find(pc).map(name -> " in " + name).orElse(""),
                    WallClock.SETTING));
        }
    }

    /** Returns the first core that does something; on a board with several, most are parked. */
    private static Core busy(Machine machine) {
        return machine.cores().stream()
                .filter(core -> !core.isHalted() && !core.isSleeping())
                .findFirst()
                .orElse(machine.cores().get(0));
    }
}

package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.bus.Clock;
import java.util.Locale;

/**
 * Notices a program that has faulted and given up.
 *
 * <p>A fault handler mostly ends in {@code b .} or in a WFI, and the core sleeps for ever; or it spins. On the console
 * there is often nothing. A core that sleeps inside the handler of a fault, or does not come out
 * of it for a second of virtual time, is such a case.
 */
public final class FaultHandlerWatch {

    private static final long NOT_HANDLING = -1;

    private final Core core;
    private final Clock clock;
    private long handlingSince = NOT_HANDLING;
    private boolean told;

    /** Creates a watch on a core. */
    public FaultHandlerWatch(Core core, Clock clock) {
        this.core = core;
        this.clock = clock;
    }

    /**
     * Looks at the core after it has run for a while.
     *
     * @throws CoreFault if its program has given up
     */
    public void check() {
        if (!core.isHandlingFault()) {
            handlingSince = NOT_HANDLING;
            told = false;
            return;
        }
        if (told) {
            return;
        }
        if (handlingSince == NOT_HANDLING) {
            handlingSince = clock.now();
        }
        if (core.isSleeping()) {
            throw fault("its fault handler gave up");
        }
        if (clock.now() - handlingSince > clock.slotsPerSecond()) {
            throw fault("its fault handler has not returned for a second");
        }
    }

    /** Returns the core. */
    public Core core() {
        return core;
    }

    /** Lets the next checks pass, until the program has come out of its fault handler. */
    public void tellOnce() {
        told = true;
    }

    private CoreFault fault(String what) {
        return new CoreFault(String.format(
                Locale.ROOT,
                "The program on %s faulted, and %s at %s of virtual time.%n%s",
                core.name(),
                what,
                Clock.spell(clock.nanos()),
                core.faultReport()));
    }
}

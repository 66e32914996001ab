package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Timeline;
import dev.kenning.testbench.state.NotState;
import java.util.function.BooleanSupplier;

/** Lets virtual time pass by running the machine on the thread that waits. */
@NotState
final class EmbeddedTimeline implements Timeline {

    private final Board board;
    private final Machine machine;
    private final Watchdog watchdog = Watchdog.configured();

    EmbeddedTimeline(Board board, Machine machine) {
        this.board = board;
        this.machine = machine;
        machine.setWatchdog(() -> watchdog.check(machine));
    }

    @Override
    public long nanos() {
        return machine.nanos();
    }

    @Override
    public void await(long nanos, BooleanSupplier condition, String purpose) {
        watchdog.start(purpose);
        try {
            boolean reached = false;
            while (!condition.getAsBoolean() && !reached) {
                reached = machine.runUntil(nanos);
            }
        } catch (CoreFault fault) {
            throw new EngineException(
                    "the firmware on " + board.name() + " cannot go on: " + fault.getMessage(), fault);
        }
    }

    @Override
    public void interrupt() {
        machine.requestStop();
    }
}

package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.platform.monitor.SimulationScript;
import dev.kenning.testbench.uart.BytePort;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Says when virtual time passes on a remote bench, and how its bytes come and go. */
sealed interface Pace extends AutoCloseable permits FreeRun, LockStep {

    /** Adds what it needs to the script. */
    void prepare(SimulationScript script);

    /** Connects to the machine, which has executed nothing yet. */
    void open();

    BytePort port(String uart);

    Terminal terminal(String uart);

    Duration virtualTime();

    void runFor(Duration duration);

    boolean runUntil(BooleanSupplier condition, Duration limit);

    void pause();

    /** Runs a keyword that makes virtual time pass. */
    <T> T during(Supplier<T> keyword);

    @Override
    void close();
}

package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.peripheral.PinLed;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Lets time pass only when the caller says how much; nobody outside reaches the terminals. */
final class OnDemand implements EmulationHost {

    private final Consumer<String> warnings;
    private boolean started;

    OnDemand(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    @Override
    public void start() {
        started = true;
    }

    @Override
    public void pause() {
        started = false;
    }

    @Override
    public void sleep(long nanos) {
        // Nothing happens here while nobody asks for it, so that there is nothing to wait for.
    }

    @Override
    public void runFor(Collection<Machine> machines, long nanos, BooleanSupplier isEnough) {
        for (Machine machine : machines) {
            if (!isEnough.getAsBoolean()) {
                machine.runFor(nanos);
            }
        }
    }

    /** Time passes only while somebody asks for it, so that a step has nothing to hold back. */
    @Override
    public void beforeStep(Machine machine, Core core) {}

    @Override
    public Members createLedTester(Machine machine, String path, PinLed led, long timeout) {
        throw new MachineException(
                "A tester needs a machine that runs by itself, and here it runs only while somebody waits for it. Use"
                        + " 'testbench serve', or bench.led(...).");
    }

    @Override
    public void setAdvanceImmediately(boolean immediately) {
        // Without a thread of its own, time never waits for the host.
    }

    @Override
    public ExternalTerminal openSocket(String name, int port, Set<SocketOption> options) {
        warnings.accept("terminal '" + name + "': nothing listens on port " + port
                + " here; 'testbench serve' opens the sockets of a script.");
        return new Unserved();
    }

    @Override
    public DebugServer openGdbServer(Machine machine, List<Core> cores, int port, boolean autostart) {
        throw new MachineException(
                "A debugger needs a machine that runs by itself, and here it runs only while somebody"
                        + " waits for it. Use 'testbench serve' or 'testbench simulate --debug'.");
    }

    @Override
    public ExternalTerminal openPseudoTerminal(String name, String path, boolean forceCreate) {
        warnings.accept("terminal '" + name + "': nothing is made at " + path
                + " here; 'testbench serve' makes the pseudo terminals of a script.");
        return new Unserved();
    }

    /** Stands for a terminal that nobody reaches. */
    private static final class Unserved implements ExternalTerminal {

        @Override
        public void connect(Uart uart) {
            // Nobody listens.
        }

        @Override
        public void disconnect() {
            // Nobody listens.
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}

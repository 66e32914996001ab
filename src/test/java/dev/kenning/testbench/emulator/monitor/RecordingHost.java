package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.peripheral.PinLed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Notes what an emulation asks of its host. */
final class RecordingHost implements EmulationHost {

    final List<String> calls = new ArrayList<>();

    @Override
    public boolean isStarted() {
        return false;
    }

    @Override
    public void start() {
        calls.add("start");
    }

    @Override
    public void pause() {
        calls.add("pause");
    }

    @Override
    public void sleep(long nanos) {
        calls.add("sleep " + nanos);
    }

    @Override
    public void runFor(Collection<Machine> machines, long nanos, BooleanSupplier isEnough) {
        calls.add("run " + machines.size() + " machines for " + nanos);
    }

    @Override
    public void beforeStep(Machine machine, Core core) {
        // Nothing runs on its own here.
    }

    @Override
    public Members createLedTester(Machine machine, String path, PinLed led, long timeout) {
        throw new UnsupportedOperationException("no LED testers here");
    }

    @Override
    public void setAdvanceImmediately(boolean immediately) {
        calls.add("advance immediately " + immediately);
    }

    @Override
    public ExternalTerminal openSocket(String name, int port, Set<SocketOption> options) {
        calls.add("socket " + name + " " + port + " " + options);
        return new NamedTerminal(name);
    }

    @Override
    public DebugServer openGdbServer(Machine machine, List<Core> cores, int port, boolean autostart) {
        calls.add("gdb " + cores.stream().map(Core::name).toList() + " " + port + " " + autostart);
        return new DebugServer() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void close() {
                calls.add("close gdb " + port);
            }
        };
    }

    @Override
    public ExternalTerminal openPseudoTerminal(String name, String path, boolean forceCreate) {
        calls.add("pty " + name + " " + path + " " + forceCreate);
        return new NamedTerminal(name);
    }

    private final class NamedTerminal implements ExternalTerminal {

        private final String name;

        NamedTerminal(String name) {
            this.name = name;
        }

        @Override
        public void connect(Uart uart) {
            calls.add("connect " + name + " to " + uart.getClass().getSimpleName());
        }

        @Override
        public void disconnect() {
            calls.add("disconnect " + name);
        }

        @Override
        public void close() {
            calls.add("close " + name);
        }
    }
}

package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.embedded.MachineSetup;
import dev.kenning.testbench.text.BadInputException;
import java.net.InetAddress;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs a board freely, no faster than host time unless it is told to, with its UARTs where other programs reach them.
 *
 * <p>Thread-safe once it is built.
 */
public final class BoardSimulation implements AutoCloseable {

    private final BenchSetup setup;
    private final RunLoop loop;
    private final Map<String, BufferedTerminal> terminals = new LinkedHashMap<>();

    /** When the simulation ended, if it has. */
    private Optional<Duration> end = Optional.empty();

    private BoardSimulation(BenchSetup setup, RunLoop loop) {
        this.setup = setup;
        this.loop = loop;
    }

    /** Configures the simulation of a board. */
    public static Builder of(BenchSetup setup) {
        return new Builder(setup);
    }

    /** Configures the simulation of a board. */
    public static final class Builder {

        private final BenchSetup setup;
        private final Map<String, TerminalAddress> offers = new LinkedHashMap<>();
        private final Map<String, Uart.Listener> listeners = new LinkedHashMap<>();
        private Consumer<String> log = line -> {};
        private boolean fast;
        private Optional<Duration> limit = Optional.empty();
        private BooleanSupplier condition = () -> false;

        private Builder(BenchSetup setup) {
            this.setup = setup;
        }

        /** Passes on each line of the log. */
        public Builder log(Consumer<String> sink) {
            this.log = sink;
            return this;
        }

        /** Lets virtual time pass as fast as it can. */
        public Builder fast() {
            this.fast = true;
            return this;
        }

        /**
         * Offers a UART to another program, the only one that reads it.
         *
         * @throws IllegalArgumentException if it is offered already
         */
        public Builder offer(String uart, TerminalAddress address) {
            if (offers.putIfAbsent(uart, address) != null) {
                throw new IllegalArgumentException(uart + " is offered already: a UART has one reader");
            }
            return this;
        }

        /** Ends the simulation after so much virtual time; without, it goes on. */
        public Builder endAfter(Duration time) {
            this.limit = Optional.of(time);
            return this;
        }

        /** Ends the simulation where a condition holds, which is looked at at least every 100 us of virtual time. */
        public Builder endWhen(BooleanSupplier condition) {
            this.condition = condition;
            return this;
        }

        /** Passes each byte that a UART sends to a listener, on the thread that runs the machine. */
        public Builder listen(String uart, Uart.Listener listener) {
            listeners.put(uart, listener);
            return this;
        }

        /**
         * Makes the board; it stands before its first instruction.
         *
         * @throws BadInputException if the setup cannot be used, or a UART cannot be offered where it should be
         * @throws MachineException if the firmware cannot be used, or the board has no such UART
         */
        public BoardSimulation build() {
            ServedTerminals served = new ServedTerminals(InetAddress.getLoopbackAddress());
            BoardSimulation simulation = new BoardSimulation(setup, RunLoop.start(MachineSetup.files(setup), served));
            try {
                simulation.loop.inTurn(() -> {
                    build(simulation);
                    return simulation;
                });
                return simulation;
            } catch (RuntimeException e) {
                simulation.close();
                throw e;
            }
        }

        private void build(BoardSimulation simulation) {
            simulation.loop.emulation().addLogListener(entry -> log.accept(entry.text()));
            MachineSetup.apply(setup, simulation.loop.emulation());
            simulation.loop.setAdvanceImmediately(fast);
            simulation.loop.endAt(limit.map(Duration::toNanos).orElse(Long.MAX_VALUE), condition);
            offers.forEach(simulation::open);
            listeners.forEach((uart, listener) -> simulation.uart(uart).addListener(listener));
        }
    }

    private Uart uart(String name) {
        return loop.emulation().machine().uart(name);
    }

    private void open(String name, TerminalAddress address) {
        Uart uart = uart(name);
        BufferedTerminal terminal;
        if (address instanceof TerminalAddress.Pty pty) {
            terminal = openPseudoTerminal(name, pty);
        } else {
            terminal = openSocket(name, (TerminalAddress.Tcp) address);
        }
        terminals.put(name, terminal);
        terminal.connect(uart);
    }

    private BufferedTerminal openSocket(String name, TerminalAddress.Tcp tcp) {
        try {
            return loop.openSocket(name, tcp.port(), Set.of());
        } catch (MachineException e) {
            throw new BadInputException(
                    name + " cannot be offered on TCP port " + tcp.port() + ", which is in use or not allowed: "
                            + e.getMessage(),
                    e);
        }
    }

    private BufferedTerminal openPseudoTerminal(String name, TerminalAddress.Pty pty) {
        try {
            return loop.openPseudoTerminal(name, pty.link().toString(), false);
        } catch (MachineException e) {
            String reason = e.getCause() instanceof FileAlreadyExistsException
                    ? "something is there, such as the link of another simulation that runs; remove it or name another"
                            + " path"
                    : String.valueOf(e.getMessage());
            throw new BadInputException(name + " cannot be offered at " + pty.link() + ": " + reason, e);
        }
    }

    /** Returns where a UART is offered, {@code tcp:ADDRESS:PORT} or {@code pty:PATH}; empty if it is not. */
    public Optional<String> address(String uart) {
        return Optional.ofNullable(terminals.get(uart)).map(BufferedTerminal::address);
    }

    /** Lets time pass; does nothing if it does already. */
    public void start() {
        loop.inTurn(() -> {
            loop.start();
            return loop;
        });
    }

    /**
     * Waits for the end that the builder was told; time stands still afterwards.
     *
     * @return whether that came; false if the simulation was closed before
     * @throws EngineException if the firmware cannot go on
     */
    public boolean await() throws InterruptedException {
        try {
            return loop.inTurn(loop::awaitEnd);
        } catch (CoreFault fault) {
            throw new EngineException(
                    "the firmware on " + setup.board().name() + " cannot go on: " + fault.getMessage(), fault);
        }
    }

    /** Returns the virtual time since power-on, or from then to the end of the simulation. */
    public Duration virtualTime() {
        return loop.inTurn(() -> end.orElseGet(this::elapsed));
    }

    private Duration elapsed() {
        return loop.emulation().machines().stream()
                .findFirst()
                .map(machine -> Duration.ofNanos(machine.nanos()))
                .orElse(Duration.ZERO);
    }

    /** Ends the simulation: the machine, what is offered, and whoever waits. */
    @Override
    public void close() {
        loop.inTurn(() -> {
            end = end.or(() -> Optional.of(elapsed()));
            terminals.values().forEach(BufferedTerminal::close);
            return terminals;
        });
        loop.close();
    }
}

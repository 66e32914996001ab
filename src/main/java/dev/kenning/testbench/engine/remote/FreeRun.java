package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.PeripheralPath;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.platform.monitor.MonitorQuoting;
import dev.kenning.testbench.platform.monitor.SimulationScript;
import dev.kenning.testbench.robot.KeywordOptions;
import dev.kenning.testbench.uart.BytePort;
import dev.kenning.testbench.uart.TcpPort;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets virtual time pass from the first wait on, whatever the host does; bytes come and go through sockets.
 *
 * <p>Terminals and sockets of the console and the protocol's UART exist before the first instruction; others start to
 * listen when they are asked for.
 */
final class FreeRun implements Pace {

    /** How long {@link #runUntil} runs before it looks again. */
    private static final Duration STEP = Duration.ofMillis(20);

    private static final String TEXT = "_text";
    private static final String PORT = "_port";

    private final RemoteBench bench;
    private final Simulator simulator;
    private final Conversation conversation;
    private final String kcomms;
    private final String console;
    private final boolean hasConsole;
    private final int kcommsPort;
    private final int consolePort;
    private final Map<String, BytePort> ports = new HashMap<>();
    private final Map<String, PrintedText> texts = new HashMap<>();
    private final Map<String, Terminal> terminals = new HashMap<>();
    private List<String> afterStart = List.of();
    private boolean running;
    private boolean startedOnce;

    FreeRun(RemoteBench bench, Simulator simulator, Conversation conversation) {
        this.bench = bench;
        this.simulator = simulator;
        this.conversation = conversation;
        kcomms = bench.board().kcomms();
        console = bench.board().console();
        hasConsole = !bench.board().printsIntoLog();
        kcommsPort = simulator.freePort();
        consolePort = simulator.freePort();
    }

    @Override
    public void prepare(SimulationScript script) {
        script.terminal(PeripheralPath.absolute(kcomms), kcommsPort, kcomms + PORT);
        if (hasConsole) {
            script.terminal(PeripheralPath.absolute(console), consolePort, console + TEXT);
        }
        afterStart = script.afterStart();
    }

    @Override
    public void open() {
        ports.put(kcomms, port(kcomms, connect(kcommsPort, kcomms)));
        if (hasConsole) {
            PrintedText printed = new PrintedText(connect(consolePort, console));
            texts.put(console, printed);
            terminals.put(console, openTerminal(console, printed));
        }
    }

    @Override
    public BytePort port(String uart) {
        return ports.computeIfAbsent(uart, name -> port(name, serve(name, PORT)));
    }

    private BytePort port(String uart, TcpPort tcp) {
        return new RemotePort(
                uart,
                tcp,
                this::run,
                () -> conversation.ended() + ", and with it the connection to " + uart + " of "
                        + bench.board().name() + conversation.log());
    }

    @Override
    public Terminal terminal(String uart) {
        return terminals.computeIfAbsent(uart, name -> {
            PrintedText text = new PrintedText(serve(name, TEXT));
            texts.put(name, text);
            return openTerminal(name, text);
        });
    }

    private Terminal openTerminal(String uart, PrintedText text) {
        int tester = conversation.ask(
                to -> to.createTerminalTester(PeripheralPath.absolute(uart), KeywordOptions.defaults()));
        return new RemoteTerminal(uart, bench, this, conversation, tester, text);
    }

    /** Serves a UART of the machine that may run already. */
    private TcpPort serve(String uart, String suffix) {
        int port = simulator.freePort();
        String name = uart.substring(uart.lastIndexOf('.') + 1) + suffix;
        SimulationScript.terminalStatements(PeripheralPath.absolute(uart), port, name)
                .forEach(conversation::execute);
        return connect(port, uart);
    }

    private TcpPort connect(int port, String uart) {
        try {
            return simulator.connect(port);
        } catch (IOException e) {
            throw new EngineException(
                    conversation.ended() + ": nobody serves " + uart + ": " + e.getMessage() + conversation.log(), e);
        }
    }

    @Override
    public Duration virtualTime() {
        return conversation.virtualTime();
    }

    @Override
    public void runFor(Duration duration) {
        if (!startedOnce && !afterStart.isEmpty()) {
            run();
        }
        pause();
        String seconds = BigDecimal.valueOf(duration.toNanos(), 9).toPlainString();
        conversation.execute("emulation RunFor " + MonitorQuoting.string(seconds));
        startedOnce = true;
    }

    @Override
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        Duration left = limit;
        while (!condition.getAsBoolean() && left.compareTo(Duration.ZERO) > 0) {
            Duration step = left.compareTo(STEP) < 0 ? left : STEP;
            runFor(step);
            left = left.minus(step);
        }
        return condition.getAsBoolean();
    }

    @Override
    public void pause() {
        if (running) {
            conversation.execute("pause");
            running = false;
        }
    }

    /** Makes virtual time pass unless it does. */
    private void run() {
        if (!running) {
            conversation.tell(to -> to.startEmulation());
            running = true;
            if (!startedOnce) {
                startedOnce = true;
                afterStart.forEach(conversation::execute);
            }
        }
    }

    /** The keyword itself starts the emulation; it is started here only if commands have to follow the start. */
    @Override
    public <T> T during(Supplier<T> keyword) {
        if (!startedOnce && !afterStart.isEmpty()) {
            run();
        }
        running = true;
        startedOnce = true;
        return keyword.get();
    }

    @Override
    public void close() {
        try {
            for (BytePort port : ports.values()) {
                port.close();
            }
            for (PrintedText text : texts.values()) {
                text.close();
            }
        } catch (IOException e) {
            // The other end closes next.
        }
    }
}

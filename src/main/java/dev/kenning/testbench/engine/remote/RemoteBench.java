package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Led;
import dev.kenning.testbench.engine.Log;
import dev.kenning.testbench.engine.Monitor;
import dev.kenning.testbench.engine.PeripheralPath;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.platform.monitor.MonitorQuoting;
import dev.kenning.testbench.platform.monitor.SimulationScript;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.robot.KeywordOptions;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Source;
import dev.kenning.testbench.uart.BytePort;
import dev.kenning.testbench.uart.TcpPort;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A board in a simulator behind a robot server.
 *
 * <p>Terminals and sockets of the console and the protocol's UART exist before the first instruction; others start to
 * listen when they are asked for. Nothing runs until somebody waits.
 */
public final class RemoteBench implements Bench {

    /** How long log keywords wait that are not told; each of ours is. */
    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(8);

    private static final Pattern ELAPSED =
            Pattern.compile("TimeElapsed = (?:(\\d+)\\.)?(\\d+):(\\d+):(\\d+)(?:\\.(\\d{1,9})\\d*)?");
    private static final Pattern CORE =
            Pattern.compile("(\\w+) \\((CortexM|CortexA\\w*|CortexR\\w*|ARMv\\w+|RiscV\\w+|\\w*RiscV(?:32|64))\\)");

    /** What is a UART by the name of its model; a few models do not say so. */
    private static final Pattern UART = Pattern.compile("(\\w+) \\((?:\\w*(?i:usart|uart)\\w*|PL011|NS16550)\\)");

    /** How long {@link #runUntil} runs before it looks again. */
    private static final Duration STEP = Duration.ofMillis(20);

    private static final String TEXT = "_text";
    private static final String PORT = "_port";

    private final String engine;
    private final BenchSetup setup;
    private final Simulator simulator;
    private final Conversation conversation;
    private final SimulationScript script;
    private final Log log;
    private final Map<String, BytePort> ports = new HashMap<>();
    private final Map<String, PrintedText> texts = new HashMap<>();
    private final Map<String, Terminal> terminals = new HashMap<>();
    private final Map<String, Led> leds = new HashMap<>();
    private List<String> cores = List.of();
    private boolean running;
    private boolean startedOnce;

    private RemoteBench(String engine, BenchSetup setup, Simulator simulator) {
        this.engine = engine;
        this.setup = setup;
        this.simulator = simulator;
        conversation = new Conversation(simulator);
        script = new SimulationScript(setup.machine(), setup.settings());
        log = new RemoteLog(this, conversation);
    }

    /**
     * Powers a board in a simulator that is launched for it.
     *
     * @param engine the engine's name
     * @param launcher starts a simulator in a folder
     * @throws BadInputException if firmware or platform cannot be used
     * @throws EngineException if the simulator fails
     */
    public static Bench powerOn(String engine, BenchSetup setup, Function<BenchFolder, Simulator> launcher) {
        BenchFolder folder = BenchFolder.create(setup, engine);
        Simulator simulator = launcher.apply(folder);
        try {
            RemoteBench bench = new RemoteBench(engine, setup, simulator);
            bench.setUp(folder);
            return bench;
        } catch (RuntimeException | Error e) {
            simulator.close();
            throw e;
        }
    }

    private void setUp(BenchFolder folder) {
        requireSupportedVersion();
        String kcomms = setup.board().kcomms();
        String console = setup.board().console();
        int kcommsPort = simulator.freePort();
        int consolePort = simulator.freePort();
        boolean hasConsole = !setup.board().printsIntoLog();
        script.platform(folder.platform().main())
                .firmware(folder.firmware())
                .terminal(PeripheralPath.absolute(kcomms), kcommsPort, kcomms + PORT);
        if (hasConsole) {
            script.terminal(PeripheralPath.absolute(console), consolePort, console + TEXT);
        }
        folder.platform().cores().forEach(script::core);
        folder.writeScript(script.text());
        new ScriptSender(conversation).setUp(Source.ofFile(folder.script()));
        cores = folder.platform().isComplete()
                ? List.copyOf(folder.platform().cores().keySet())
                : askForCores();
        conversation.tell(to -> to.createLogTester(LOG_TIMEOUT));
        ports.put(kcomms, port(kcomms, connect(kcommsPort, kcomms)));
        if (hasConsole) {
            PrintedText printed = new PrintedText(connect(consolePort, console));
            texts.put(console, printed);
            terminals.put(console, openTerminal(console, printed));
        }
    }

    private void requireSupportedVersion() {
        String said = conversation.execute("version");
        RenodeVersion version = RenodeVersion.parse(said)
                .orElseThrow(() -> new EngineException(
                        simulator.name() + " is no Renode: asked for its version it says '" + said.strip() + "'"));
        if (!version.isSupported()) {
            throw new EngineException(version.refusal());
        }
    }

    private List<String> askForCores() {
        List<String> found = new ArrayList<>();
        Matcher core = CORE.matcher(conversation.execute("peripherals"));
        while (core.find()) {
            found.add(core.group(1));
        }
        return found;
    }

    @Override
    public Board board() {
        return setup.board();
    }

    @Override
    public String engine() {
        return engine;
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
                () -> conversation.ended() + ", and with it the connection to " + uart + " of " + board().name()
                        + conversation.log());
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
        return new RemoteTerminal(uart, this, conversation, tester, text);
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
    public List<String> uarts() {
        Matcher uart = UART.matcher(conversation.execute("peripherals"));
        return uart.results().map(found -> found.group(1)).toList();
    }

    @Override
    public Monitor monitor() {
        return conversation::execute;
    }

    @Override
    public Log log() {
        return log;
    }

    @Override
    public Led led(String path) {
        return leds.computeIfAbsent(path, name -> {
            String absolute = PeripheralPath.absolute(name);
            int tester = conversation.ask(to -> to.createLedTester(absolute, KeywordOptions.defaults()));
            return new RemoteLed(absolute, this, conversation, tester);
        });
    }

    @Override
    public Duration virtualTime() {
        String said = conversation.execute("machine ElapsedVirtualTime");
        Matcher elapsed = ELAPSED.matcher(said);
        if (!elapsed.find()) {
            throw new EngineException(simulator.name() + " does not tell its virtual time: " + said.strip());
        }
        String fraction = (elapsed.group(5) == null ? "" : elapsed.group(5)) + "000000000";
        return Duration.ofDays(elapsed.group(1) == null ? 0 : Long.parseLong(elapsed.group(1)))
                .plusHours(Long.parseLong(elapsed.group(2)))
                .plusMinutes(Long.parseLong(elapsed.group(3)))
                .plusSeconds(Long.parseLong(elapsed.group(4)))
                .plusNanos(Long.parseLong(fraction.substring(0, 9)));
    }

    @Override
    public void runFor(Duration duration) {
        if (!startedOnce && !script.afterStart().isEmpty()) {
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
    void run() {
        if (!running) {
            conversation.tell(to -> to.startEmulation());
            running = true;
            afterFirstStart();
        }
    }

    /** Notes that a keyword will make virtual time pass; starts it here only if commands have to follow the start. */
    void prepareToRun() {
        if (!startedOnce && !script.afterStart().isEmpty()) {
            run();
        }
        running = true;
        startedOnce = true;
    }

    private void afterFirstStart() {
        if (!startedOnce) {
            startedOnce = true;
            script.afterStart().forEach(conversation::execute);
        }
    }

    @Override
    public Counting counting() {
        return Counting.APPROXIMATE;
    }

    @Override
    public long executedInstructions() {
        long sum = 0;
        for (String core : cores) {
            sum += cpu(core).executedInstructions();
        }
        return sum;
    }

    @Override
    public Map<String, OpcodeCounts> opcodes() {
        Map<String, OpcodeCounts> byCore = new LinkedHashMap<>();
        for (String core : cores) {
            byCore.put(core, OpcodeTable.parse(conversation.execute("sysbus." + core + " GetAllOpcodesCounters")));
        }
        return byCore;
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
        } finally {
            simulator.close();
        }
    }
}

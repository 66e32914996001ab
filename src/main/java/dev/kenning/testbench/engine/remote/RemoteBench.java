package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Led;
import dev.kenning.testbench.engine.Log;
import dev.kenning.testbench.engine.Monitor;
import dev.kenning.testbench.engine.PeripheralPath;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.platform.RenodeRelease;
import dev.kenning.testbench.platform.monitor.SimulationScript;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.profile.Profile;
import dev.kenning.testbench.robot.KeywordOptions;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Source;
import dev.kenning.testbench.uart.BytePort;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A board in a simulator behind a robot server.
 *
 * <p>It runs in lock step unless {@link SimulationSettings#freeRunning} asks for something else. Nothing runs until
 * somebody waits.
 */
public final class RemoteBench implements Bench {

    /** How long log keywords wait that are not told; each of ours is. */
    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(8);

    /** The setting that says when virtual time passes: {@code lockstep} (the default) or {@code free}. */
    private static final String PACE = "testbench.pace";

    private static final List<String> PACES = List.of("lockstep", "free");

    private static final System.Logger LOG = System.getLogger(RemoteBench.class.getName());

    private static final Pattern CORE =
            Pattern.compile("(\\w+) \\((CortexM|CortexA\\w*|CortexR\\w*|ARMv\\w+|RiscV\\w+|\\w*RiscV(?:32|64))\\)");

    /** What is a UART by the name of its model; a few models do not say so. */
    private static final Pattern UART = Pattern.compile("(\\w+) \\((?:\\w*(?i:usart|uart)\\w*|PL011|NS16550)\\)");

    private final String engine;
    private final BenchSetup setup;
    private final Simulator simulator;
    private final Conversation conversation;
    private final RecordedCalls calls;
    private final SimulationScript script;
    private final Log log;
    private final Map<String, Led> leds = new HashMap<>();
    private final Pace pace;
    private Map<String, String> cores = Map.of();
    private Optional<String> version = Optional.empty();

    private RemoteBench(String engine, BenchSetup setup, Simulator simulator) {
        this.engine = engine;
        this.setup = setup;
        this.simulator = simulator;
        conversation = new Conversation(simulator);
        calls = new RecordedCalls(simulator, conversation, core -> cpu(core).executedInstructions());
        script = new SimulationScript(setup.machine(), setup.settings());
        pace = setup.settings().runsFreely() || isFreeForAll()
                ? new FreeRun(this, simulator, conversation)
                : new LockStep(this, conversation);
        log = new RemoteLog(this, conversation, pace);
    }

    private static boolean isFreeForAll() {
        String pace = Settings.ofProcess().get(PACE).orElse("lockstep");
        if (!PACES.contains(pace)) {
            throw new BadInputException(PACE + " must be lockstep or free, is '" + pace + "'");
        }
        return pace.equals("free");
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
        adapt(folder, requireSupportedVersion());
        script.platform(folder.platform().main()).firmware(folder.firmware());
        folder.platform().cores().forEach(script::core);
        pace.prepare(script);
        folder.writeScript(script.text());
        ScriptSender sender = new ScriptSender(conversation);
        sender.setUp(Source.ofFile(folder.script()));
        sender.uncounted().forEach(reason -> LOG.log(System.Logger.Level.WARNING, reason));
        cores = folder.platform().isComplete() ? folder.platform().cores() : askForCores();
        conversation.tell(to -> to.createLogTester(LOG_TIMEOUT));
        pace.open();
    }

    private RenodeRelease requireSupportedVersion() {
        String said = conversation.execute("version");
        RenodeVersion release = RenodeVersion.parse(said)
                .orElseThrow(() -> new EngineException(
                        simulator.name() + " is no Renode: asked for its version it says '" + said.strip() + "'"));
        version = Optional.of("Renode " + release.text());
        return release.release().orElseThrow(() -> new EngineException(release.refusal()));
    }

    private void adapt(BenchFolder folder, RenodeRelease release) {
        try {
            for (String name :
                    folder.platform().writeFor(release, note -> LOG.log(System.Logger.Level.WARNING, note))) {
                simulator.refresh(name);
            }
        } catch (IOException e) {
            throw new EngineException("cannot write the platform for " + simulator.name() + ": " + e.getMessage(), e);
        }
    }

    private Map<String, String> askForCores() {
        Map<String, String> found = new LinkedHashMap<>();
        Matcher core = CORE.matcher(conversation.execute("peripherals"));
        while (core.find()) {
            found.put(core.group(1), core.group(2));
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
    public Optional<String> simulator() {
        return version;
    }

    @Override
    public BytePort port(String uart) {
        return pace.port(uart);
    }

    @Override
    public Terminal terminal(String uart) {
        return pace.terminal(uart);
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
            return new RemoteLed(absolute, pace, conversation, tester);
        });
    }

    @Override
    public Duration virtualTime() {
        return pace.virtualTime();
    }

    @Override
    public void runFor(Duration duration) {
        pace.runFor(duration);
    }

    @Override
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        return pace.runUntil(condition, limit);
    }

    @Override
    public void pause() {
        pace.pause();
    }

    /** Returns the models of the cores by their names. */
    Map<String, String> cores() {
        return cores;
    }

    @Override
    public Counting counting() {
        return Counting.APPROXIMATE;
    }

    @Override
    public long executedInstructions() {
        long sum = 0;
        for (String core : cores.keySet()) {
            sum += cpu(core).executedInstructions();
        }
        return sum;
    }

    @Override
    public Map<String, OpcodeCounts> opcodes() {
        Map<String, OpcodeCounts> byCore = new LinkedHashMap<>();
        cores.forEach((core, type) -> byCore.put(
                core, OpcodeTable.parse(conversation.execute("sysbus." + core + " GetAllOpcodesCounters"), type)));
        return byCore;
    }

    @Override
    public boolean followsCalls() {
        return true;
    }

    /** The simulator records instructions alone; those behind the last change of the stack are missing. */
    @Override
    public Profile profile(Runnable work) {
        pause();
        return calls.during(work, cores.keySet());
    }

    @Override
    public void close() {
        try {
            pace.close();
        } finally {
            simulator.close();
        }
    }
}

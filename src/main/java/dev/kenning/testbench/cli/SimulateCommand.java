package dev.kenning.testbench.cli;

import dev.kenning.testbench.board.FirmwareBundle;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.serve.BoardSimulation;
import dev.kenning.testbench.engine.serve.TerminalAddress;
import dev.kenning.testbench.host.DemoAppConsole;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a board for as long as somebody wants to play with it. */
@Command(
        name = "simulate",
        description = "Run a board, print its console, and offer its kcomms UART to a real Kenning.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ends on Ctrl-C, with the last line of demo_app, with a fault of the firmware, and after --for.",
            "Exit status: 0 ended; 2 bad input or usage; 3 the firmware failed."
        })
final class SimulateCommand implements Callable<Integer> {

    /** What Kenning Zephyr Runtime calls the program that ends by itself. */
    private static final String DEMO_APP = "demo_app";

    /** How long the end of a simulation may take once it was closed. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int NANO_DIGITS = 9;

    private final Console console;

    @Parameters(
            paramLabel = "TARGET",
            description = "Folder of a Zephyr build, or a board (testbench boards), which runs its reference firmware.")
    private String target = "";

    @Option(
            names = "--stub-missing",
            description = "Let a device whose model the embedded engine lacks read 0 and log each access.")
    private boolean stubMissing;

    @Option(names = "--board", paramLabel = "NAME", description = "Board of a build folder that does not tell.")
    private @Nullable String boardName;

    @Option(names = "--firmware", paramLabel = "ELF", description = "Run this program instead.")
    private @Nullable Path firmware;

    @Option(
            names = "--kcomms",
            paramLabel = "ADDRESS",
            description = "Where to offer the kcomms UART: tcp:PORT or pty:PATH (default: a free TCP port).")
    private @Nullable String kcommsAddress;

    @Option(names = "--no-kcomms", description = "Do not offer the kcomms UART.")
    private boolean noKcomms;

    @Option(
            names = "--console",
            paramLabel = "ADDRESS",
            description = "Offer the console's UART at tcp:PORT or pty:PATH instead of printing it.")
    private @Nullable String consoleAddress;

    @Option(names = "--no-log-uart", description = "Do not read the console's UART.")
    private boolean noConsole;

    @Option(
            names = "--debug",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "3333",
            preprocessor = AttachedValue.class,
            description = "Start a GDB server (default port: ${FALLBACK-VALUE}).")
    private @Nullable Integer debugPort;

    @Option(names = "--wait", description = "Start when ENTER is pressed, or with --debug when a debugger connects.")
    private boolean waits;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so much virtual time.")
    private @Nullable BigDecimal limit;

    @Option(names = "--fast", description = "Do not hold virtual time back to host time.")
    private boolean fast;

    @Option(names = "--hide-log", description = "Do not print the simulator's log.")
    private boolean hideLog;

    SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        requireSane();
        FirmwareBundle program =
                new TargetProgram(Optional.ofNullable(boardName), Optional.ofNullable(firmware)).named(target);
        UartPlan uarts = UartPlan.of(program, wish());
        DemoAppConsole demo = new DemoAppConsole();
        try (BoardSimulation simulation = simulation(program, uarts, demo)) {
            StopHook stop = StopHook.doing(simulation::close, PATIENCE);
            try {
                introduce(program, uarts, simulation);
                start(simulation);
                simulation.await();
                conclude(simulation.virtualTime(), program, demo);
            } finally {
                stop.close();
            }
        }
        return ExitStatus.DONE;
    }

    private void requireSane() {
        if (limit != null && limit.signum() <= 0) {
            throw new BadInputException("--for must be > 0, is " + limit);
        }
        if (debugPort != null && (debugPort < 1 || debugPort > 0xFFFF)) {
            throw new BadInputException("--debug must be a port from 1 to 65535, is " + debugPort);
        }
    }

    private UartPlan.Wish wish() {
        return new UartPlan.Wish(
                !noKcomms, address(kcommsAddress, "--kcomms"), !noConsole, address(consoleAddress, "--console"));
    }

    private static Optional<TerminalAddress> address(@Nullable String text, String option) {
        return Optional.ofNullable(text).map(given -> TerminalAddress.parse(given, option));
    }

    private BoardSimulation simulation(FirmwareBundle program, UartPlan uarts, DemoAppConsole demo) {
        BenchSetup setup = BenchSetup.of(program);
        if (stubMissing) {
            setup = setup.with(setup.settings().withStubsForMissingModels());
        }
        if (debugPort != null) {
            setup = setup.with(setup.settings().withGdbServer(debugPort));
        }
        BoardSimulation.Builder builder = BoardSimulation.of(setup);
        builder.endWhen(() -> hasEnded(program, demo) || console.out().checkError());
        if (limit != null) {
            builder.endAfter(duration(limit));
        }
        uarts.offer(builder);
        listen(program, uarts, demo, builder);
        if (!hideLog) {
            builder.log(console.err()::println);
        }
        return (fast ? builder.fast() : builder).build();
    }

    /** Prints the console where that is wanted, and looks for the end of demo_app on it. */
    private void listen(FirmwareBundle program, UartPlan uarts, DemoAppConsole demo, BoardSimulation.Builder builder) {
        if (uarts.printed() || (uarts.console().isPresent() && !noConsole)) {
            PrintStream out = uarts.printed() ? console.out() : new PrintStream(OutputStream.nullOutputStream());
            builder.listen(program.board().console(), new ConsolePrinter(out, demo::accept)::accept);
        }
    }

    private void introduce(FirmwareBundle program, UartPlan uarts, BoardSimulation simulation) {
        PrintStream err = console.err();
        program.notes().forEach(note -> err.println("note: " + note));
        err.println("board: " + program.board().name() + " (" + program.board().displayName() + ")");
        err.println("firmware: " + program.firmware() + " (" + program.application() + ")");
        err.println("console: " + uarts.describeConsole(simulation));
        err.println("kcomms: " + uarts.describeKcomms(simulation));
        if (debugPort != null) {
            err.println("gdb: target remote :" + debugPort);
        }
    }

    /** Lets time pass, once the user wants it; a debugger that connects does so by itself. */
    private void start(BoardSimulation simulation) {
        if (!waits) {
            simulation.start();
            return;
        }
        console.err()
                .println(debugPort == null ? "press ENTER to start" : "press ENTER to start, or connect a debugger");
        if (debugPort == null) {
            if (!hearsEnter()) {
                throw new BadInputException("--wait waits for ENTER, but standard input has ended");
            }
            simulation.start();
            return;
        }
        Thread waiting = new Thread(
                () -> {
                    if (hearsEnter()) {
                        simulation.start();
                    }
                },
                "wait for ENTER");
        waiting.setDaemon(true);
        waiting.start();
    }

    /** Waits for a line on standard input; returns false if it ends before. */
    private static boolean hearsEnter() {
        try {
            int read = System.in.read();
            while (read >= 0 && read != '\n') {
                read = System.in.read();
            }
            return read == '\n';
        } catch (IOException e) {
            return false;
        }
    }

    /** Other programs may print an error and go on; none but demo_app prints its last line. */
    private static boolean hasEnded(FirmwareBundle program, DemoAppConsole demo) {
        return demo.hasEnded() && (!demo.hasFailed() || program.application().equals(DEMO_APP));
    }

    private void conclude(Duration time, FirmwareBundle program, DemoAppConsole demo) {
        console.err().printf(Locale.ROOT, "ended at %.6f s of virtual time%n", time.toNanos() / NANOS_PER_SECOND);
        if (hasEnded(program, demo) && demo.hasFailed()) {
            demo.problem().ifPresent(problem -> {
                throw problem;
            });
        }
    }

    private static Duration duration(BigDecimal seconds) {
        return Duration.ofNanos(seconds.movePointRight(NANO_DIGITS).longValue());
    }
}

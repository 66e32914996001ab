package dev.kenning.testbench.cli;

import dev.kenning.testbench.assertions.DemoExpectation;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.host.DemoAppException;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.scenario.run.Demo;
import dev.kenning.testbench.scenario.run.DemoFolder;
import dev.kenning.testbench.scenario.run.DemoRun;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs programs that have a model and its samples built in, and prints what each gave. */
@Command(
        name = "demo",
        description = "Run builds of Kenning Zephyr Runtime's demo_app and check what they print.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 every demo passed, or has no platform and is expected not to run;",
            "1 a demo printed something else than expected; 2 bad input or usage, or no demo ran;",
            "3 a demo reported an error, crashed or did not end, or the engine failed."
        })
final class DemoCommand implements Callable<Integer> {

    private static final int MILLIS_PER_SECOND = 1000;

    private final Console console;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "NAME-BOARD.elf with BOARD.repl beside it, a Zephyr build folder, or a folder of such files.")
    private List<Path> paths = List.of();

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            split = ",",
            description = "Engines to run them on (default: what testbench.engines says, else embedded).")
    private List<String> engines = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Virtual time that a demo may take (default: ${DEFAULT-VALUE}).")
    private double timeout;

    @Option(
            names = "--predict",
            paramLabel = "CLASS",
            split = ",",
            description = "Class of each sample, by name or index (default: upstream's for the Magic Wand model).")
    private List<String> predictions = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    DemoCommand(Console console) {
        this.console = console;
    }

    /** What a demo came to: a row of the table, and what the exit status is to say. */
    private record Verdict(String text, int status) {}

    @Override
    public Integer call() {
        if (!(timeout > 0 && timeout <= Integer.MAX_VALUE)) {
            throw new BadInputException("--timeout must be > 0 seconds, is " + timeout);
        }
        List<Demo> demos = new ArrayList<>();
        paths.forEach(path -> demos.addAll(demosAt(path)));
        List<Engine> selected = engines.isEmpty()
                ? Engines.selected(Settings.ofProcess())
                : engines.stream().map(Engines::named).toList();
        TextTable table =
                new TextTable("DEMO", "BOARD", "ENGINE", "UART", "PREDICTIONS", ">TOTAL", ">INSTRUCTIONS", "VERDICT");
        int status = ExitStatus.DONE;
        for (Demo demo : demos) {
            for (Engine engine : selected) {
                status = Math.max(status, run(demo, engine, table));
            }
        }
        table.lines().forEach(console.out()::println);
        if (demos.stream().allMatch(demo -> demo.whyNotRun().isPresent())) {
            throw new BadInputException("no demo ran: there is no platform for any of them");
        }
        return status;
    }

    private List<Demo> demosAt(Path path) {
        if (!Files.exists(path)) {
            throw new BadInputException("there is no " + path);
        }
        if (!Files.isDirectory(path)) {
            return List.of(Demo.ofElf(path));
        }
        if (Files.exists(path.resolve("zephyr")) || Files.exists(path.resolve("CMakeCache.txt"))) {
            return List.of(Demo.ofBuild(path, BoardCatalogue.builtIn()));
        }
        DemoFolder folder = DemoFolder.read(path);
        folder.unused().forEach(platform -> console.err().println("testbench: there is no demo for " + platform));
        return folder.demos();
    }

    private int run(Demo demo, Engine engine, TextTable table) {
        if (demo.whyNotRun().isPresent()) {
            String reason = "expected: no " + demo.platform().getFileName();
            table.add(demo.name(), demo.boardName(), engine.name(), "-", "-", "-", "-", reason);
            return ExitStatus.DONE;
        }
        try {
            DemoRun run = demo.run(engine, Duration.ofMillis(Math.round(timeout * MILLIS_PER_SECOND)), this::printed);
            Verdict verdict = verdict(demo, run);
            table.add(
                    demo.name(),
                    demo.boardName(),
                    engine.name(),
                    run.uart(),
                    String.join(" ", run.output().predictedNames()),
                    run.output().totalMillis() + " ms",
                    run.cost().origin().counting() == Counting.NONE
                            ? "-"
                            : String.format(Locale.ROOT, "%,d", run.cost().executedInstructions()),
                    verdict.text());
            return verdict.status();
        } catch (RuntimeException e) {
            // The others are to run all the same.
            return failed(demo, engine, table, e);
        }
    }

    private void printed(String uart, String line) {
        if (verbose()) {
            console.err().println(uart + ": " + line);
        }
    }

    private boolean verbose() {
        TestbenchCommand root =
                Objects.requireNonNull(spec).root().commandLine().getCommand();
        return root.verbose();
    }

    private Verdict verdict(Demo demo, DemoRun run) {
        DemoExpectation expectation = DemoExpectation.upstream();
        try {
            (predictions.isEmpty() ? expectation : expectation.predicting(predictions)).accept(run.output());
            return new Verdict("passed", ExitStatus.DONE);
        } catch (AssertionError e) {
            String reason = String.valueOf(e.getMessage()).strip();
            console.err().println("testbench: " + demo + ": " + reason);
            return new Verdict("failed: " + reason.replaceAll("\\s+", " "), ExitStatus.EXPECTATIONS_MISSED);
        }
    }

    private int failed(Demo demo, Engine engine, TextTable table, RuntimeException failure) {
        String reason = String.valueOf(failure.getMessage());
        console.err().println("testbench: " + demo + ": " + reason);
        if (verbose()) {
            failure.printStackTrace(console.err());
        }
        String inShort = "failed: " + reason.lines().findFirst().orElse("");
        table.add(demo.name(), demo.boardName(), engine.name(), "-", "-", "-", "-", inShort);
        return failure instanceof DemoAppException printed && !printed.programGaveUp()
                ? ExitStatus.EXPECTATIONS_MISSED
                : ExecutionFailure.status(failure);
    }
}

package dev.kenning.testbench.junit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kenning.testbench.assertions.DemoExpectation;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.host.DemoAppException;
import dev.kenning.testbench.host.DemoAppOutput;
import dev.kenning.testbench.scenario.run.Demo;
import dev.kenning.testbench.scenario.run.DemoApp;
import dev.kenning.testbench.scenario.run.DemoFolder;
import dev.kenning.testbench.scenario.run.DemoRun;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * Makes a test of each {@code demo_app} in a folder: of {@code NAME-BOARD.elf} with {@code BOARD.repl} beside it.
 *
 * <pre>
 * &#64;TestFactory
 * Stream&lt;DynamicTest&gt; demos() {
 *     return DemoApps.in(Path.of("artifacts")).tests();
 * }
 * </pre>
 *
 * <p>A program without a platform is expected not to run: its test is aborted and the reason printed, unless {@code
 * testbench.require} names the board. {@code testbench.engines} and {@code testbench.boards} select as for {@link
 * KenningTest}. Where no program can run, a test fails. Immutable.
 */
public final class DemoApps {

    private final Path folder;
    private final DemoExpectation expectation;
    private final Consumer<DemoAppOutput> check;
    private final Duration limit;

    private DemoApps(Path folder, DemoExpectation expectation, Consumer<DemoAppOutput> check, Duration limit) {
        this.folder = folder;
        this.expectation = expectation;
        this.check = check;
        this.limit = limit;
    }

    /** Returns the programs in a folder, with the expectations of upstream's own test. */
    public static DemoApps in(Path folder) {
        return new DemoApps(folder, DemoExpectation.upstream(), output -> {}, DemoApp.LIMIT);
    }

    /** Returns these programs, which have to predict these classes, given by name or by index. */
    public DemoApps predicting(List<String> classes) {
        return new DemoApps(folder, expectation.predicting(classes), check, limit);
    }

    /** Returns these programs, whose output has to pass this check, too. */
    public DemoApps checking(Consumer<DemoAppOutput> anotherCheck) {
        return new DemoApps(folder, expectation, check.andThen(anotherCheck), limit);
    }

    /** Returns these programs, each of which has so much virtual time. */
    public DemoApps within(Duration virtualTime) {
        return new DemoApps(folder, expectation, check, virtualTime);
    }

    /**
     * Returns a test for each program on each engine.
     *
     * @throws BadInputException if there is no such folder, or no program in it
     */
    public Stream<DynamicTest> tests() {
        DemoFolder demos = DemoFolder.read(folder);
        demos.unused().forEach(platform -> System.out.println("testbench: there is no demo for " + platform));
        Selection selection = Selection.ofProcess();
        List<DynamicTest> tests = new ArrayList<>();
        demos.demos()
                .forEach(demo ->
                        selection.enginesOr(List.of()).forEach(engine -> tests.add(test(demo, engine, selection))));
        if (demos.demos().stream().allMatch(demo -> whyNotRun(demo, selection).isPresent())) {
            tests.add(dynamicTest("demos in " + folder, () -> {
                throw new AssertionError("no demo runs: of the " + demos.demos().size() + " in " + folder
                        + " none has a platform and is selected");
            }));
        }
        return tests.stream();
    }

    private DynamicTest test(Demo demo, String engine, Selection selection) {
        String name = selection.enginesOr(List.of()).size() == 1 ? demo.toString() : demo + ", engine " + engine;
        return dynamicTest(
                name,
                demo.firmware().toUri(),
                () -> whyNotRun(demo, selection)
                        .ifPresentOrElse(reason -> abort(name, reason), () -> run(name, demo, engine)));
    }

    private static Optional<String> whyNotRun(Demo demo, Selection selection) {
        if (!selection.selects(demo.boardName())) {
            return Optional.of(demo.boardName() + " is not among " + Selection.BOARDS + "="
                    + String.join(",", selection.boards()));
        }
        return demo.whyNotRun().filter(reason -> !selection.requires(demo.boardName()));
    }

    private static void abort(String name, String reason) {
        System.out.println("testbench: " + name + " does not run: " + reason);
        Assumptions.abort(reason);
    }

    private DemoRun run(Demo demo, String engine) {
        try {
            return demo.run(Engines.named(engine), limit, (uart, line) -> {});
        } catch (DemoAppException e) {
            throw new ExpectationFailedError(String.valueOf(e.getMessage()), e);
        }
    }

    private void run(String name, Demo demo, String engine) {
        DemoRun run = run(demo, engine);
        System.out.println("testbench: " + name + " ran: " + run.output().predictedNames() + " in "
                + run.output().totalMillis() + " ms on " + run.uart());
        expectation.accept(run.output());
        check.accept(run.output());
    }
}

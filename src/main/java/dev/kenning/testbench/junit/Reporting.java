package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.remote.BenchFolder;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.TestAbortedException;

/** Leaves a report of each class on its board and engine, and a folder of each test that failed. */
final class Reporting {

    /** Names the entry that tells JUnit's own reporter where the folder of a failed test is. */
    static final String FAILURE = "testbench.failure";

    /** Names the entry that tells where the report of a class is. */
    static final String REPORT = "testbench.report";

    private static final System.Logger LOG = System.getLogger(Reporting.class.getName());
    private static final Namespace NAMESPACE = Namespace.create(Reporting.class);
    private static final MediaType HTML = MediaType.create("text", "html", StandardCharsets.UTF_8);
    private static final int CONSOLE_LINES = 2000;

    private final BoardExtension extension;

    Reporting(BoardExtension extension) {
        this.extension = extension;
    }

    /** The tests of a class, in the order in which they ended; written when the class is over. */
    private record Tests(Queue<TestRecord> records, Consumer<List<TestRecord>> report) implements AutoCloseable {

        @Override
        public void close() {
            report.accept(List.copyOf(records));
        }
    }

    /** The first failure of a test that is made of others. */
    private record Failure(Throwable thrown) {}

    /** What was before a test began; of a bench that its class shares. */
    private record Beginning(long nanoTime, Optional<TestRecord.BoardCost> cost, int inferences) {}

    /** Notes what was before a test, or a factory of tests, began. */
    void begin(ExtensionContext context) {
        // What a class compared before its tests is none of this one.
        BoardExtension.known(context, PoweredBench.class).ifPresent(PoweredBench::takeComparisons);
        Beginning beginning = new Beginning(
                System.nanoTime(),
                BoardExtension.knownBench(context).flatMap(Reporting::cost),
                BoardExtension.known(context, SessionLog.class)
                        .map(SessionLog::size)
                        .orElse(0));
        store(context).put(Beginning.class, beginning);
    }

    /** Notes that a test that a factory made has failed, which Jupiter does not count as a failure of the factory. */
    void failed(ExtensionContext factory, Throwable failure) {
        Failure unused = store(factory).getOrComputeIfAbsent(Failure.class, key -> new Failure(failure), Failure.class);
    }

    /** Records a test, while its board is still powered. */
    void end(ExtensionContext context) {
        Beginning beginning = store(context).get(Beginning.class, Beginning.class);
        if (beginning == null || extension.runs(context).size() != 1) {
            return;
        }
        Optional<Throwable> failure = context.getExecutionException()
                .or(() -> Optional.ofNullable(store(context).get(Failure.class, Failure.class))
                        .map(Failure::thrown));
        TestRecord test = record(context, beginning, failure);
        Queue<TestRecord> records = tests(context).records();
        try {
            records.add(test.result() == TestRecord.Result.FAILED ? keep(context, test, failure.orElseThrow()) : test);
        } catch (IOException | BadInputException e) {
            records.add(test);
            tellUnwritten(test.name(), e);
        }
    }

    /** Returns the tests of a class, which are not those of a class inside it. */
    private Tests tests(ExtensionContext context) {
        ExtensionContext inClass = context;
        while (inClass.getTestMethod().isPresent()) {
            inClass = inClass.getParent().orElseThrow();
        }
        ExtensionContext owner = inClass;
        return store(owner)
                .getOrComputeIfAbsent(
                        owner.getUniqueId(),
                        key -> new Tests(new ConcurrentLinkedQueue<>(), tests -> write(owner, tests)),
                        Tests.class);
    }

    private TestRecord record(ExtensionContext context, Beginning beginning, Optional<Throwable> failure) {
        Optional<Bench> bench = BoardExtension.knownBench(context);
        Optional<SessionLog> log = BoardExtension.known(context, SessionLog.class);
        return new TestRecord(
                context.getRequiredTestMethod().getName() + numbered(context),
                failure.map(Reporting::result).orElse(TestRecord.Result.PASSED),
                failure.map(Throwable::toString).orElse(""),
                Duration.ofNanos(System.nanoTime() - beginning.nanoTime()),
                bench.flatMap(Reporting::cost)
                        .map(now -> beginning
                                .cost()
                                .map(then -> difference(now, then))
                                .orElse(now)),
                BoardExtension.known(context, PoweredBench.class)
                        .map(PoweredBench::takeComparisons)
                        .orElse(List.of()),
                log.map(sessions -> sessions.inferencesFrom(beginning.inferences()))
                        .orElse(List.of()),
                bench.map(Reporting::console).orElse(List.of()),
                log.map(SessionLog::transcript).orElse(List.of()),
                Optional.empty());
    }

    private static TestRecord.Result result(Throwable failure) {
        return failure instanceof TestAbortedException ? TestRecord.Result.ABORTED : TestRecord.Result.FAILED;
    }

    /** Returns what tells the invocations of a test apart; nothing where there is one. */
    private static String numbered(ExtensionContext context) {
        String id = context.getUniqueId();
        String invocation = id.substring(id.lastIndexOf('/') + 1);
        int number = invocation.indexOf("invocation:#");
        return number < 0 ? "" : "[" + invocation.substring(number).replaceAll("\\D", "") + "]";
    }

    private static Optional<TestRecord.BoardCost> cost(Bench bench) {
        try {
            boolean exact = bench.counting() == Counting.EXACT;
            return Optional.of(new TestRecord.BoardCost(
                    exact ? bench.executedInstructions() : 0,
                    bench.virtualTime(),
                    exact
                            ? bench.opcodes().values().stream().reduce(OpcodeCounts.NONE, OpcodeCounts::plus)
                            : OpcodeCounts.NONE));
        } catch (EngineException e) {
            // A simulator that is gone tells nothing any more; the test's own failure says so.
            return Optional.empty();
        }
    }

    private static TestRecord.BoardCost difference(TestRecord.BoardCost now, TestRecord.BoardCost then) {
        return new TestRecord.BoardCost(
                now.instructions() - then.instructions(),
                now.time().minus(then.time()),
                now.opcodes().minus(then.opcodes()));
    }

    private static List<String> console(Bench bench) {
        try {
            String console = bench.board().console();
            List<String> lines = bench.board().printsIntoLog()
                    ? bench.monitor()
                            .execute("lastLog " + CONSOLE_LINES)
                            .lines()
                            .toList()
                    : bench.terminal(console).text().lines().toList();
            return lines.subList(Math.max(0, lines.size() - CONSOLE_LINES), lines.size());
        } catch (EngineException e) {
            return List.of("the console is out of reach: " + e.getMessage());
        }
    }

    /** Puts everything into a folder and says in one line where it is and how to do it again. */
    private TestRecord keep(ExtensionContext context, TestRecord test, Throwable failure) throws IOException {
        Run run = extension.run(context);
        Class<?> testClass = context.getRequiredTestClass();
        String again = Reproduction.of(
                testClass, Optional.of(context.getRequiredTestMethod().getName()), run);
        Path folder = reports(context).failure(testClass.getName() + "." + test.name(), run);
        TestRecord kept = test.in(folder);
        new FailureFolder(folder)
                .fill(
                        kept,
                        failure,
                        again,
                        BoardExtension.known(context, SessionLog.class)
                                .map(SessionLog::decoded)
                                .orElse(List.of()),
                        BoardExtension.knownBench(context),
                        BoardExtension.known(context, PoweredBench.class).map(PoweredBench::setup));
        String title = testClass.getSimpleName() + "." + test.name() + " on " + run;
        Path report = folder.resolve("report.html");
        ReportFolder.write(title, TestMeasurements.of(testClass.getName(), run, List.of(kept), again), report);
        context.publishReportEntry(FAILURE, folder.toString());
        publish(context, report);
        System.out.println(
                "testbench: " + title + " failed; all that is known is in " + folder + "; run it again with: " + again);
        return kept;
    }

    /** A test is not worse for a full disk. */
    private static void tellUnwritten(String of, Exception reason) {
        System.out.println("testbench: there is no report of " + of + ": " + reason.getMessage() + "; -D"
                + BenchFolder.SETTING + "=FOLDER chooses another place");
    }

    private void write(ExtensionContext context, List<TestRecord> tests) {
        try {
            writeReport(context, tests);
        } catch (IOException | BadInputException e) {
            tellUnwritten(context.getRequiredTestClass().getSimpleName(), e);
        }
    }

    private void writeReport(ExtensionContext context, List<TestRecord> tests) throws IOException {
        Run run = extension.run(context);
        Class<?> testClass = context.getRequiredTestClass();
        Path report = reports(context).report(testClass, run);
        ReportFolder.write(
                testClass.getSimpleName() + " on " + run,
                TestMeasurements.of(testClass.getName(), run, tests, Reproduction.of(testClass, Optional.empty(), run)),
                report);
        context.publishReportEntry(REPORT, report.toString());
        publish(context, report);
    }

    private static void publish(ExtensionContext context, Path report) {
        try {
            context.publishFile(
                    String.valueOf(report.getFileName()),
                    HTML,
                    copy -> Files.copy(report, copy, StandardCopyOption.REPLACE_EXISTING));
        } catch (JUnitException e) {
            // Who runs these tests takes no files, as JUnit's test kit does unless it is told where to; ours is in its
            // place, and only a build that asks for it needs the copy.
            LOG.log(System.Logger.Level.DEBUG, "JUnit takes no file", e);
        }
    }

    private static ReportFolder reports(ExtensionContext context) {
        return ReportFolder.of(BoardExtension.settingsOf(context));
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}

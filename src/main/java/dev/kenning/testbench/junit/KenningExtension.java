package dev.kenning.testbench.junit;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.scenario.resolve.SessionOpening;
import dev.kenning.testbench.scenario.run.KenningSessions;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/** Powers the board, opens the session, and shows the console of a test that failed. */
final class KenningExtension
        implements ExecutionCondition,
                ParameterResolver,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {

    private static final Namespace NAMESPACE = Namespace.create(KenningExtension.class);
    private static final Map<Class<?>, Function<ExtensionContext, Object>> INJECTED = Map.of(
            Board.class, KenningExtension::board,
            Bench.class, KenningExtension::bench,
            KenningSession.class, KenningExtension::session,
            KenningSessions.class, KenningExtension::sessions);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return reasonToDisable(context)
                .map(reason -> {
                    System.out.println(context.getRequiredTestClass().getSimpleName()
                            + context.getTestMethod()
                                    .map(method -> "." + method.getName())
                                    .orElse("")
                            + " does not run: " + reason);
                    return ConditionEvaluationResult.disabled(reason);
                })
                .orElseGet(() -> ConditionEvaluationResult.enabled(""));
    }

    private static Optional<String> reasonToDisable(ExtensionContext context) {
        List<Run> runs = runs(context);
        if (runs.isEmpty() && Selection.boardsOf(settings(context)).findAny().isPresent()) {
            return Optional.of(Selection.boardsOf(settings(context)).collect(Collectors.joining(", "))
                    + " is not among " + Selection.BOARDS + "="
                    + String.join(",", Selection.ofProcess().boards()));
        }
        return AnnotationSupport.findAnnotation(context.getElement(), RequiresSimulation.class)
                .filter(annotation -> runs.size() == 1)
                .map(annotation -> runs.get(0))
                .filter(run -> !engine(run, context).simulates())
                .map(run -> "it needs a simulated board, not " + run);
    }

    /** Several runs come here one by one, each with its own parameter. */
    static List<Run> runs(ExtensionContext context) {
        return context.getConfigurationParameter(Run.KEY)
                .map(Run::parse)
                .map(List::of)
                .orElseGet(() -> Selection.of(settingsOf(context)).runs(settings(context)));
    }

    static Run run(ExtensionContext context) {
        List<Run> runs = runs(context);
        String test = context.getRequiredTestClass().getName();
        if (runs.isEmpty()) {
            throw new BadInputException("@KenningTest on " + test + " names no board");
        }
        if (runs.size() > 1) {
            throw new BadInputException(test + " has several runs (" + Run.describe(runs)
                    + "), which JUnit's launcher must start: set testbench.engines and testbench.boards as system"
                    + " properties, in the environment or in junit-platform.properties");
        }
        return runs.get(0);
    }

    static Settings settingsOf(ExtensionContext context) {
        return Settings.ofProcess().orElse(context::getConfigurationParameter);
    }

    private static Engine engine(Run run, ExtensionContext context) {
        return Engines.named(run.engine(), settingsOf(context));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return INJECTED.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Optional.ofNullable(INJECTED.get(parameter.getParameter().getType()))
                .orElseThrow()
                .apply(context);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw told(context, failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw told(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw told(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw told(context, failure);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw told(context, failure);
    }

    /** A session that could not be injected because the firmware failed is a failure, not an error of the injection. */
    private static Throwable told(ExtensionContext context, Throwable failure) {
        Throwable told = failure instanceof ParameterResolutionException
                        && failure.getCause() instanceof ExpectationFailedError expectation
                ? expectation
                : failure;
        known(context, Bench.class).flatMap(ConsoleExcerpt::of).ifPresent(told::addSuppressed);
        return told;
    }

    private static Board board(ExtensionContext context) {
        return BoardCatalogue.builtIn().board(run(context).board());
    }

    private static Bench bench(ExtensionContext context) {
        return store(context).getOrComputeIfAbsent(Bench.class, key -> powerOn(context), Bench.class);
    }

    private static Bench powerOn(ExtensionContext context) {
        KenningTest settings = settings(context);
        Board board = board(context);
        Path firmware = settings.firmware().isEmpty()
                ? board.firmware()
                        .orElseThrow(() -> new BadInputException("@KenningTest on "
                                + context.getRequiredTestClass().getName() + " names no firmware, and "
                                + board.name() + " has no reference firmware"))
                : Path.of(settings.firmware().replace("{board}", board.name().replace('/', '_')));
        BenchSetup setup =
                Files.isDirectory(firmware) ? BenchSetup.ofBuild(board, firmware) : BenchSetup.of(board, firmware);
        BenchSetup whole = settings.platform().isEmpty() ? setup : setup.on(Path.of(settings.platform()));
        store(context).put(BenchSetup.class, whole);
        Bench bench = engine(run(context), context).powerOn(whole);
        context.publishReportEntry(Run.KEY, run(context).toString());
        return bench;
    }

    private static KenningSessions sessions(ExtensionContext context) {
        // What is stored first is closed last, and a session says good-bye over the bench.
        Bench bench = bench(context);
        return store(context)
                .getOrComputeIfAbsent(KenningSessions.class, key -> sessions(context, bench), KenningSessions.class);
    }

    private static KenningSessions sessions(ExtensionContext context, Bench bench) {
        SessionLog log = new SessionLog(bench);
        store(context).put(SessionLog.class, log);
        return new KenningSessions(
                bench,
                SessionOpening.of(bench.board())
                        .within(Duration.ofMillis(settings(context).welcomeTimeoutMillis())),
                log::hear);
    }

    /** Returns what is in the store of a test, or of its class: a bench, its setup, what was said in its sessions. */
    static <T> Optional<T> known(ExtensionContext context, Class<T> type) {
        return Optional.ofNullable(store(context).get(type, type));
    }

    private static KenningSession session(ExtensionContext context) {
        KenningSessions sessions = sessions(context);
        return store(context).getOrComputeIfAbsent(KenningSession.class, key -> sessions.open(), KenningSession.class);
    }

    private static KenningTest settings(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), KenningTest.class)
                .orElseThrow(() -> new IllegalStateException(
                        context.getRequiredTestClass().getName() + " must be annotated with @KenningTest"));
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}

package dev.kenning.testbench.junit;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.BenchSnapshot;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.scenario.resolve.SessionOpening;
import dev.kenning.testbench.scenario.run.KenningSessions;
import dev.kenning.testbench.text.BadInputException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/** Powers the board, opens the session, shows the console of a test that failed, and leaves reports. */
abstract class BoardExtension
        implements ExecutionCondition,
                BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                ParameterResolver,
                InvocationInterceptor,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {

    /** Names the entry in reports that tells what a comparison gave. */
    private static final String COMPARISON = "testbench.comparison";

    private static final Namespace NAMESPACE = Namespace.create(BoardExtension.class);

    /** What a test can ask for. */
    private final Map<Class<?>, Function<ExtensionContext, Object>> injected = Map.of(
            Board.class, this::board,
            Bench.class, this::bench,
            KenningSession.class, this::session,
            KenningSessions.class, this::sessions);

    private final Reporting reporting = new Reporting(this);

    /** Says what the bench of a test is. */
    abstract BenchSpec spec(ExtensionContext context);

    /** Tells whether a test is this extension's: a class inside another may have a bench of its own. */
    abstract boolean governs(ExtensionContext context);

    @Override
    public final ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
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

    private Optional<String> reasonToDisable(ExtensionContext context) {
        if (!governs(context)) {
            return Optional.empty();
        }
        SpecFinder.classes(context).forEach(SpecFinder::requireOne);
        List<Run> runs = runs(context);
        List<String> boards = spec(context).boards();
        if (runs.isEmpty() && !boards.isEmpty()) {
            return Optional.of(String.join(", ", boards) + " is not among " + Selection.BOARDS + "="
                    + String.join(",", Selection.ofProcess().boards()));
        }
        return AnnotationSupport.findAnnotation(context.getElement(), RequiresSimulation.class)
                .filter(annotation -> runs.size() == 1)
                .map(annotation -> runs.get(0))
                .filter(run -> !engine(run, context).simulates())
                .map(run -> "it needs a simulated board, not " + run);
    }

    /** Several runs come here one by one, each with its own parameter. */
    final List<Run> runs(ExtensionContext context) {
        return context.getConfigurationParameter(Run.KEY)
                .map(Run::parse)
                .map(List::of)
                .orElseGet(() -> Selection.of(settingsOf(context)).runs(spec(context)));
    }

    final Run run(ExtensionContext context) {
        List<Run> runs = runs(context);
        if (runs.isEmpty()) {
            throw new BadInputException(spec(context).where() + " names no board");
        }
        if (runs.size() > 1) {
            throw new BadInputException(context.getRequiredTestClass().getName() + " has several runs ("
                    + Run.describe(runs)
                    + "), which the test engine " + EachRunEngine.ID + " starts, but it did not: let the launcher"
                    + " include it beside " + Jupiter.ID + " (--include-engine " + EachRunEngine.ID
                    + "), keep a KenningBench in a static field, and set testbench.engines and testbench.boards as"
                    + " system properties, in the environment or in junit-platform.properties");
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
    public final void beforeAll(ExtensionContext context) {
        if (governs(context)) {
            // Fails the class once, and also for tests that ask for no board.
            Run unused = run(context);
        }
    }

    @Override
    public final void beforeEach(ExtensionContext context) {
        if (governs(context)) {
            boolean restored = isRestored(context);
            if (restored) {
                bench(context);
            }
            // What the test has before it begins belongs to its class, and serves one test at a time.
            known(context, PoweredBench.class).ifPresent(PoweredBench::take);
            if (restored) {
                restore(context);
            }
            known(context, SideBySide.class).ifPresent(SideBySide::begin);
            reporting.begin(context);
        }
    }

    @Override
    public final void afterEach(ExtensionContext context) {
        if (governs(context)) {
            try {
                reporting.end(context);
            } finally {
                known(context, PoweredBench.class).ifPresent(PoweredBench::giveBack);
            }
        }
    }

    /** A test of its own for each test, also where a constructor asks for what it needs. */
    @Override
    public final ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return injected.containsKey(parameter.getParameter().getType()) && governs(context);
    }

    @Override
    public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Optional.ofNullable(injected.get(parameter.getParameter().getType()))
                .orElseThrow()
                .apply(context);
    }

    @Override
    public final void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
            throws Throwable {
        ExtensionContext factory = context;
        while (factory.getTestMethod().isEmpty()) {
            factory = factory.getParent().orElseThrow();
        }
        try {
            invocation.proceed();
            if (governs(factory)) {
                compare(factory);
            }
        } catch (Throwable failure) {
            Throwable told = told(factory, failure);
            if (governs(factory)) {
                reporting.failed(factory, told);
            }
            throw told;
        }
    }

    @Override
    public final void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        invocation.proceed();
        if (governs(context)) {
            compare(context);
        }
    }

    @Override
    public final void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        interceptTestMethod(invocation, method, context);
    }

    @Override
    public final void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw told(context, failure);
    }

    @Override
    public final void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        throw told(context, failure);
    }

    @Override
    public final void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        throw told(context, failure);
    }

    @Override
    public final void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        throw told(context, failure);
    }

    @Override
    public final void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        throw told(context, failure);
    }

    /** A session that could not be injected because the firmware failed is a failure, not an error of the injection. */
    private Throwable told(ExtensionContext context, Throwable failure) {
        if (!governs(context)) {
            return failure;
        }
        Throwable told = failure instanceof ParameterResolutionException
                        && failure.getCause() instanceof ExpectationFailedError expectation
                ? expectation
                : failure;
        knownBench(context).flatMap(ConsoleExcerpt::of).ifPresent(told::addSuppressed);
        return told;
    }

    private Board board(ExtensionContext context) {
        return BoardCatalogue.builtIn().board(run(context).board());
    }

    private Bench bench(ExtensionContext context) {
        Store store = isRestored(context) ? store(owner(context)) : store(context);
        return store.getOrComputeIfAbsent(PoweredBench.class, key -> powerOn(context), PoweredBench.class)
                .bench();
    }

    /** Tells whether the tests of a class share a board that is brought back for each. */
    private boolean isRestored(ExtensionContext context) {
        return spec(context).course().restored()
                && engine(run(context), context).keepsSnapshots();
    }

    /** The outermost class that has the bench of a test. */
    private ExtensionContext owner(ExtensionContext context) {
        Optional<Class<?>> saying = SpecFinder.sayingClass(SpecFinder.classes(context));
        ExtensionContext owner = context;
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.flatMap(ExtensionContext::getTestClass).isPresent();
                at = at.get().getParent()) {
            if (at.get().getTestMethod().isEmpty()
                    && SpecFinder.sayingClass(SpecFinder.classes(at.get())).equals(saying)) {
                owner = at.get();
            }
        }
        return owner;
    }

    /** Where each test of a class starts. */
    private record Start(Bench bench, BenchSnapshot moment) {}

    /** A session that the class has opened is open at the start of each test, on both sides. */
    private void restore(ExtensionContext context) {
        Start start = store(owner(context))
                .getOrComputeIfAbsent(
                        Start.class,
                        key -> {
                            Bench bench = bench(context);
                            if (known(context, SessionLog.class).isEmpty()) {
                                bench.awaitWelcome(spec(context).welcomeTimeout());
                            }
                            return new Start(bench, bench.snapshot());
                        },
                        Start.class);
        start.bench().restore(start.moment());
    }

    /** Asks the engines that a test is compared with what it has asked its own. */
    private void compare(ExtensionContext context) {
        Optional<SideBySide> asked = known(context, SideBySide.class);
        BenchSpec spec = spec(context);
        String first = run(context).engine();
        for (String name : asked.isEmpty() ? List.<String>of() : spec.course().compared()) {
            if (!name.equals(first)) {
                Engine engine = Engines.named(name, settingsOf(context));
                try (Bench other = engine.powerOn(spec.setup(board(context)))) {
                    asked.get()
                            .compare(
                                    first,
                                    other,
                                    new KenningSessions(other, opening(context, other)),
                                    spec.course().tolerance())
                            .ifPresent(summary -> {
                                context.publishReportEntry(COMPARISON, summary);
                                System.out.println("testbench: " + context.getDisplayName() + ": " + summary);
                            });
                }
            }
        }
    }

    private SessionOpening opening(ExtensionContext context, Bench bench) {
        return SessionOpening.of(bench.board()).within(spec(context).welcomeTimeout());
    }

    private PoweredBench powerOn(ExtensionContext context) {
        BenchSetup setup = spec(context).setup(board(context));
        Bench bench = engine(run(context), context).powerOn(setup);
        context.publishReportEntry(Run.KEY, run(context).toString());
        return PoweredBench.of(bench, setup);
    }

    private KenningSessions sessions(ExtensionContext context) {
        // What is stored first is closed last, and a session says good-bye over the bench.
        Bench bench = bench(context);
        return store(context)
                .getOrComputeIfAbsent(KenningSessions.class, key -> sessions(context, bench), KenningSessions.class);
    }

    private KenningSessions sessions(ExtensionContext context, Bench bench) {
        SessionLog log = new SessionLog(bench);
        store(context).put(SessionLog.class, log);
        Consumer<KenningSession> listener = log::hear;
        if (!spec(context).course().compared().isEmpty()) {
            SideBySide asked = new SideBySide();
            store(context).put(SideBySide.class, asked);
            listener = listener.andThen(asked::hear);
        }
        KenningSessions sessions = new KenningSessions(bench, opening(context, bench), listener);
        return known(context, Start.class).isPresent() ? sessions.listening() : sessions;
    }

    /** Returns what is in the store of a test, or of its class: a bench, what was said in its sessions. */
    static <T> Optional<T> known(ExtensionContext context, Class<T> type) {
        return Optional.ofNullable(store(context).get(type, type));
    }

    static Optional<Bench> knownBench(ExtensionContext context) {
        return known(context, PoweredBench.class).map(PoweredBench::bench);
    }

    private KenningSession session(ExtensionContext context) {
        KenningSessions sessions = sessions(context);
        return store(context).getOrComputeIfAbsent(KenningSession.class, key -> sessions.open(), KenningSession.class);
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}

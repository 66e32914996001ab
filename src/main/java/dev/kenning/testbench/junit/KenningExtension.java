package dev.kenning.testbench.junit;

import dev.kenning.testbench.board.BadInputException;
import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engines;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.protocol.Generation;
import dev.kenning.testbench.scenario.SessionOpening;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/** Powers the board, opens the session, and shows the console of a test that failed. */
final class KenningExtension implements ParameterResolver, TestExecutionExceptionHandler {

    private static final Namespace NAMESPACE = Namespace.create(KenningExtension.class);
    private static final Set<Class<?>> INJECTED = Set.of(Board.class, Bench.class, KenningSession.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return INJECTED.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Board.class) {
            return board(context);
        }
        return type == Bench.class ? bench(context) : session(context);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        Optional.ofNullable(store(context).get(Bench.class, Bench.class))
                .flatMap(ConsoleExcerpt::of)
                .ifPresent(failure::addSuppressed);
        throw failure;
    }

    private static Board board(ExtensionContext context) {
        return BoardCatalogue.builtIn().board(settings(context).board());
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
                : Path.of(settings.firmware());
        BenchSetup setup = BenchSetup.of(board, firmware);
        return Engines.configured()
                .powerOn(settings.platform().isEmpty() ? setup : setup.on(Path.of(settings.platform())));
    }

    private static KenningSession session(ExtensionContext context) {
        // The store closes in reverse order of creation, and a session says good-bye on a board that still runs.
        bench(context);
        return store(context).getOrComputeIfAbsent(KenningSession.class, key -> open(context), KenningSession.class);
    }

    private static KenningSession open(ExtensionContext context) {
        Bench bench = bench(context);
        return new SessionOpening(
                        Generation.of(bench.board().protocol()),
                        Optional.of(bench.board().welcome()),
                        Duration.ofMillis(settings(context).welcomeTimeoutMillis()))
                .on(bench, line -> {});
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

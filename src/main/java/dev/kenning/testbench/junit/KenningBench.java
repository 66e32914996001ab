package dev.kenning.testbench.junit;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.junit.BenchSpec.Course;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Does for values that are computed what {@link KenningTest} does for constants:
 *
 * <pre>{@code
 * @RegisterExtension
 * static KenningBench bench = KenningBench.on("stm32f746g_disco").firmware(path).build();
 * }</pre>
 *
 * <p>What tests may ask for, who shares a board with whom, reports and settings are those of {@link KenningTest}; a class has one
 * or the other. In a static field it serves all tests of the class, and with several boards or engines each test runs once on
 * each, under a name that says so; for that the class is initialized when its tests are looked for. In a field of an instance
 * it serves the tests of that instance, on one board and engine. Immutable.
 */
public final class KenningBench extends BoardExtension {

    private final BenchSpec spec;

    private KenningBench(BenchSpec spec) {
        this.spec = spec;
    }

    /** Returns a builder for tests on some boards, by the names that {@code testbench boards} lists. */
    public static Builder on(String board, String... others) {
        return new Builder(new BenchSpec(
                "the KenningBench on " + board,
                Stream.concat(Stream.of(board), Stream.of(others)).toList(),
                List.of(),
                any -> Optional.empty(),
                Optional.empty(),
                UnaryOperator.identity(),
                Duration.ofSeconds(30),
                Course.PLAIN));
    }

    BenchSpec spec() {
        return spec;
    }

    @Override
    BenchSpec spec(ExtensionContext context) {
        return spec;
    }

    @Override
    boolean governs(ExtensionContext context) {
        return SpecFinder.sayingClass(SpecFinder.classes(context))
                .map(SpecFinder::hasField)
                .orElse(true);
    }

    /** Builds one. Immutable: each method returns another builder. */
    public static final class Builder {

        private final BenchSpec spec;

        private Builder(BenchSpec spec) {
            this.spec = spec;
        }

        /**
         * Says what to flash: an ELF file, or the folder of a Zephyr build or of a bare-metal program with its own platform. The
         * board's reference firmware if this is left out.
         *
         * @param fileOrFolder in which <code>{board}</code> stands for the name of the board
         */
        public Builder firmware(Path fileOrFolder) {
            return firmware(board -> BenchSpec.of(fileOrFolder.toString(), board));
        }

        /** Says what to flash on each board, as {@link #firmware(Path)}; asked for when the board is powered on. */
        public Builder firmware(Function<Board, Path> fileOrFolder) {
            return with(
                    spec.engines(), board -> Optional.of(fileOrFolder.apply(board)), spec.platform(), spec.settings());
        }

        /** Says which {@code .repl} file, or {@code .resc} script, to build the board from; the board's own if left out. */
        public Builder platform(Path description) {
            return with(spec.engines(), spec.firmware(), Optional.of(description), spec.settings());
        }

        /** Changes what the simulation is set to, after what the board and its firmware ask for. */
        public Builder settings(UnaryOperator<SimulationSettings> change) {
            UnaryOperator<SimulationSettings> before = spec.settings();
            return with(spec.engines(), spec.firmware(), spec.platform(), all -> change.apply(before.apply(all)));
        }

        /** Says which engines to run on where {@code testbench.engines} names none. */
        public Builder engines(String... names) {
            return with(List.of(names), spec.firmware(), spec.platform(), spec.settings());
        }

        /**
         * Says how much virtual time the firmware has to print its welcome line.
         *
         * @throws IllegalArgumentException if that is not > 0
         */
        public Builder welcomeTimeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("welcomeTimeout must be > 0, is " + timeout);
            }
            return new Builder(new BenchSpec(
                    spec.where(),
                    spec.boards(),
                    spec.engines(),
                    spec.firmware(),
                    spec.platform(),
                    spec.settings(),
                    timeout,
                    spec.course()));
        }

        /** Says which engines are asked the same, as {@link KenningTest#compare}, and how far outputs may be apart. */
        public Builder compare(double tolerance, String... engines) {
            return with(new Course(spec.course().restored(), List.of(engines), tolerance));
        }

        /** Has the board boot once and brings it back to that moment for each test, as {@link KenningTest#restore}. */
        public Builder restoring() {
            return with(new Course(true, spec.course().compared(), spec.course().tolerance()));
        }

        private Builder with(Course course) {
            return new Builder(new BenchSpec(
                    spec.where(),
                    spec.boards(),
                    spec.engines(),
                    spec.firmware(),
                    spec.platform(),
                    spec.settings(),
                    spec.welcomeTimeout(),
                    course));
        }

        private Builder with(
                List<String> engines,
                Function<Board, Optional<Path>> firmware,
                Optional<Path> platform,
                UnaryOperator<SimulationSettings> settings) {
            return new Builder(new BenchSpec(
                    spec.where(),
                    spec.boards(),
                    engines,
                    firmware,
                    platform,
                    settings,
                    spec.welcomeTimeout(),
                    spec.course()));
        }

        /** Returns the extension. */
        public KenningBench build() {
            return new KenningBench(spec);
        }
    }
}

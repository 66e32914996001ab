package dev.kenning.testbench.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.kenning.testbench.engine.Bench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Who shares a board with whom, in every form of test that Jupiter has. */
@Tag("board")
class LifecyclesIT {

    /** The benches that the tests of a class were given; each class begins with none. */
    private static final ConcurrentLinkedQueue<Bench> SEEN = new ConcurrentLinkedQueue<>();

    private final SystemSettings settings = new SystemSettings();

    @TempDir
    private Path reports;

    @BeforeEach
    void forget() {
        settings.set("testbench.engines", "embedded").set("testbench.boards", "");
        SEEN.clear();
    }

    @AfterEach
    void restore() {
        settings.close();
    }

    @KenningTest(board = "stm32f746g_disco")
    static class NestedOnBoardsOfTheirOwn {

        @Test
        void outside(Bench bench) {
            SEEN.add(bench);
        }

        @Nested
        class Inside {

            @Test
            void inside(Bench bench) {
                SEEN.add(bench);
            }

            @Nested
            class Innermost {

                @Test
                void innermost(Bench bench) {
                    SEEN.add(bench);
                }
            }
        }
    }

    @Test
    void givesNestedTestsBoardsOfTheirOwn() {
        run(NestedOnBoardsOfTheirOwn.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(3).failed(0));

        assertThat(SEEN).hasSize(3).doesNotHaveDuplicates();
    }

    @KenningTest(board = "stm32f746g_disco")
    static class SharedWithNested {

        @BeforeAll
        static void powerOn(Bench bench) {
            SEEN.add(bench);
        }

        @Test
        void outside(Bench bench) {
            SEEN.add(bench);
        }

        @Nested
        class Inside {

            @Test
            void inside(Bench bench) {
                SEEN.add(bench);
            }
        }
    }

    @Test
    void sharesTheBoardOfTheOuterClassWithNestedTests() {
        run(SharedWithNested.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(2).failed(0));

        assertThat(SEEN).hasSize(3).containsOnly(SEEN.peek());
    }

    @KenningTest(board = "stm32f746g_disco")
    static class NestedWithABoardForAllOfIts {

        @Test
        void outside(Bench bench) {
            SEEN.add(bench);
        }

        @Nested
        @TestInstance(Lifecycle.PER_CLASS)
        class Inside {

            @BeforeAll
            void powerOn(Bench bench) {
                SEEN.add(bench);
            }

            @RepeatedTest(2)
            void inside(Bench bench) {
                SEEN.add(bench);
            }
        }
    }

    @Test
    void sharesTheBoardOfANestedClassAmongItsTestsOnly() {
        run(NestedWithABoardForAllOfIts.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(3).failed(0));

        assertThat(SEEN).hasSize(4);
        assertThat(List.copyOf(SEEN).stream().distinct()).hasSize(2);
    }

    @KenningTest(board = "stm32f746g_disco")
    static class NestedOnAnotherBoard {

        @Test
        void outside(Bench bench) {
            SEEN.add(bench);
        }

        @Nested
        @KenningTest(board = "nrf52840dk/nrf52840")
        class Inside {

            @Test
            void inside(Bench bench) {
                SEEN.add(bench);
            }
        }
    }

    @Test
    void takesTheBoardThatTheInnermostClassNames() {
        run(NestedOnAnotherBoard.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(2).failed(0));

        assertThat(SEEN)
                .extracting(bench -> bench.board().name())
                .containsExactlyInAnyOrder("stm32f746g_disco", "nrf52840dk/nrf52840");
    }

    static class AroundANested {

        @Nested
        class Inside extends NestedBase {}
    }

    @KenningTest(board = "stm32f746g_disco")
    abstract static class NestedBase {

        @Test
        void inherits(Bench bench) {
            SEEN.add(bench);
        }
    }

    @Test
    void inheritsTheAnnotation() {
        run(AroundANested.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1).failed(0));
    }

    @KenningTest(board = "stm32f746g_disco")
    static class ManyTimes {

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void withParameters(int milliseconds, Bench bench) {
            bench.runFor(Duration.ofMillis(milliseconds));
            SEEN.add(bench);
        }

        @RepeatedTest(2)
        void repeated(Bench bench) {
            SEEN.add(bench);
        }
    }

    @Test
    void givesEachInvocationABoardOfItsOwn() {
        run(ManyTimes.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(4).failed(0));

        assertThat(SEEN).hasSize(4).doesNotHaveDuplicates();
    }

    @KenningTest(board = "stm32f746g_disco")
    static class Factory {

        @TestFactory
        Stream<DynamicTest> makes(Bench bench) {
            return Stream.of(1, 2)
                    .map(number -> dynamicTest("test " + number, () -> {
                        bench.runFor(Duration.ofMillis(1));
                        assertThat(number).isLessThan(2);
                    }));
        }
    }

    @Test
    void keepsTheBoardOfAFactoryForItsTestsAndReportsTheirFailures() {
        run(Factory.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1).failed(1));

        assertThat(reports.resolve("failed"))
                .isDirectoryContaining(folder -> folder.toString().contains("Factory.makes-stm32f746g_disco-embedded"));
    }

    @KenningTest(board = "stm32f746g_disco")
    static class OneInTheConstructorForEach {

        private final Bench own;

        OneInTheConstructorForEach(Bench bench) {
            own = bench;
            SEEN.add(bench);
        }

        @RepeatedTest(2)
        void hasIt(Bench bench) {
            assertThat(bench).isSameAs(own);
        }
    }

    @KenningTest(board = "stm32f746g_disco")
    @TestInstance(Lifecycle.PER_CLASS)
    static class OneInTheConstructorForAll {

        private final Bench shared;

        OneInTheConstructorForAll(Bench bench) {
            shared = bench;
            SEEN.add(bench);
        }

        @RepeatedTest(2)
        void hasIt(Bench bench) {
            assertThat(bench).isSameAs(shared);
        }
    }

    @Test
    void givesAnInstanceTheBoardOfItsLife() {
        run(OneInTheConstructorForEach.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(2).failed(0));
        assertThat(SEEN).as("one for each test").hasSize(2).doesNotHaveDuplicates();
        SEEN.clear();

        run(OneInTheConstructorForAll.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(2).failed(0));
        assertThat(SEEN).as("one for the class").hasSize(1);
    }

    @KenningTest(board = "stm32f746g_disco")
    @Execution(ExecutionMode.CONCURRENT)
    static class AtTheSameTime {

        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @RepeatedTest(2)
        void runs(Bench bench) throws Exception {
            BOTH.await(30, TimeUnit.SECONDS);
            bench.awaitWelcome(Duration.ofSeconds(1));
            SEEN.add(bench);
        }
    }

    @Test
    void runsTestsInParallelOnBoardsOfTheirOwn() {
        parallel(AtTheSameTime.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(2).failed(0));

        assertThat(SEEN).hasSize(2).doesNotHaveDuplicates();
    }

    @KenningTest(board = "stm32f746g_disco")
    @Execution(ExecutionMode.CONCURRENT)
    static class OneAtATime {

        private static final AtomicInteger USERS = new AtomicInteger();

        @BeforeAll
        static void powerOn(Bench bench) {
            bench.awaitWelcome(Duration.ofSeconds(1));
        }

        @RepeatedTest(8)
        void usesIt(Bench bench) {
            assertThat(USERS.incrementAndGet()).as("tests on the shared bench").isEqualTo(1);
            bench.runFor(Duration.ofMillis(5));
            USERS.decrementAndGet();
        }
    }

    @Test
    void letsOneTestAtATimeUseASharedBoardInParallelRuns() {
        parallel(OneAtATime.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(8).failed(0));
    }

    private EngineExecutionResults run(Class<?> testClass) {
        return kit(testClass).execute();
    }

    private EngineExecutionResults parallel(Class<?> testClass) {
        return kit(testClass)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .execute();
    }

    private EngineTestKit.Builder kit(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("testbench.reports", reports.toString())
                .selectors(selectClass(testClass));
    }
}

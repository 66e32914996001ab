package dev.kenning.testbench.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.kenning.testbench.NoEngineSelected;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.QemuBoard;
import dev.kenning.testbench.host.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Classes whose board boots once, and whose tests each start from there. */
@Tag("tool")
@NoEngineSelected
class RestoredTestsIT {

    private static final Model MODEL = Model.tflite("models/gestures.tflite");

    /** What tests saw, in the order in which they ran. */
    private static final List<Object> SEEN = new ArrayList<>();

    @TempDir
    private Path reports;

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @KenningTest(board = "stm32f746g_disco", restore = true)
    static class BootedOnce {

        @RepeatedTest(3)
        void startsWhereTheOthersDo(Bench bench, KenningSession kenning) {
            SEEN.add(bench.executedInstructions());
            kenning.load(MODEL);
            kenning.infer(Samples.first("models/gestures-samples.json"));
            assertThat(kenning.statistics()).isNotNull();
        }

        @Nested
        class Within {

            @Test
            void startsThereToo(Bench bench, KenningSession kenning) {
                SEEN.add(bench.executedInstructions());
            }
        }
    }

    @Test
    void startFromTheWelcomeLineOfOneBoot() {
        run(BootedOnce.class).assertStatistics(stats -> stats.succeeded(4).failed(0));

        assertThat(SEEN).hasSize(4);
        assertThat(Set.copyOf(SEEN))
                .as("instructions when the session was open")
                .hasSize(1);
    }

    static class ModelLoadedOnce {

        @RegisterExtension
        static KenningBench bench =
                KenningBench.on("stm32f746g_disco").restoring().build();

        private static KenningSession session;

        @BeforeAll
        static void load(KenningSession kenning) {
            kenning.load(MODEL);
            session = kenning;
        }

        @RepeatedTest(3)
        void infersFromThere(Bench bench, KenningSession kenning) {
            assertThat(kenning).isSameAs(session);
            long before = bench.executedInstructions();
            SEEN.add(List.of(
                    before,
                    kenning.infer(Samples.first("models/gestures-samples.json")).label(),
                    bench.executedInstructions(),
                    bench.virtualTime()));
        }
    }

    @Test
    void startFromWhatTheClassDidBefore() {
        run(ModelLoadedOnce.class).assertStatistics(stats -> stats.succeeded(3).failed(0));

        assertThat(new LinkedHashSet<>(SEEN)).as("what three tests saw").hasSize(1);
    }

    @KenningTest(board = "mps2/an500", restore = true)
    static class AnyEngine {

        @Test
        void hasASession(KenningSession kenning, Bench bench) {
            SEEN.add(bench.engine());
            assertThat(bench.virtualTime()).isGreaterThan(Duration.ZERO);
        }

        @Test
        void hasAnother(KenningSession kenning, Bench bench) {
            SEEN.add(bench.engine());
        }
    }

    @Test
    void haveABoardEachWhereAnEngineKeepsNoSnapshots() {
        try (QemuBoard board = QemuBoard.onTcp()) {
            run(AnyEngine.class, "attached", board.address())
                    .assertStatistics(stats -> stats.succeeded(2).failed(0));
        }
        assertThat(SEEN).containsExactly("attached", "attached");
    }

    private Events run(Class<?> testClass) {
        return run(testClass, "embedded", "");
    }

    private Events run(Class<?> testClass, String engine, String attached) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("testbench.reports", reports.toString())
                .configurationParameter("testbench.engines", engine)
                .configurationParameter("testbench.attached.kcomms", attached)
                .selectors(selectClass(testClass))
                .execute()
                .testEvents();
    }
}

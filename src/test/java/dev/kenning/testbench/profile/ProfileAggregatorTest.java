package dev.kenning.testbench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kenning.testbench.profile.ProfilerHeader.Cpu;
import dev.kenning.testbench.profile.ProfilerHeader.Region;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Holds both ways to sum a profile: the right one, and Kenning's with its defects. */
class ProfileAggregatorTest {

    private static final Duration STEP = Duration.ofMillis(10);

    private static ProfileSeries sum(ProfilerHeader header, Consumer<ProfilerSink> entries) {
        return Dumps.read(Dumps.write(header, entries), it -> ProfileAggregator.of(it, STEP))
                .series();
    }

    @Nested
    class ByDefault {

        @Test
        void sumsInStepsOfVirtualTime() {
            ProfileSeries series = Dumps.read(Dumps.example(), header -> ProfileAggregator.of(header, STEP))
                    .series();

            assertThat(series.timestamps()).containsExactly(0.0, 0.01, 0.02, 0.03);
            assertThat(series.executedInstructions()).isEqualTo(Map.of("cpu", List.of(100L, 1000L, 0L, 500L)));
            assertThat(series.memory().reads()).containsExactly(1L, 0L, 0L, 0L);
            assertThat(series.memory().writes()).containsExactly(0L, 1L, 0L, 0L);
            assertThat(series.peripherals().get("uart0").reads()).containsExactly(0L, 0L, 0L, 1L);
            assertThat(series.peripherals().get("uart0").writes()).containsExactly(1L, 0L, 0L, 0L);
            assertThat(series.peripherals().get("ram").total()).isEqualTo(Accesses.NONE);
            assertThat(series.exceptions())
                    .as("the exception at 30.0 ms is in the step that begins there")
                    .containsExactly(0L, 0L, 0L, 1L);
            assertThat(series.exceptionCounts()).isEqualTo(Map.of(7L, 1L));
        }

        @Test
        void doesNotCountWhatWasExecutedBeforeTheWindow() {
            ProfileSeries series = Dumps.read(
                            Dumps.example(),
                            header ->
                                    ProfileAggregator.of(header, STEP, Duration.ofMillis(11), Duration.ofSeconds(100)))
                    .series();

            assertThat(series.timestamps()).containsExactly(0.01, 0.02, 0.03);
            assertThat(series.executedInstructions().get("cpu")).containsExactly(0L, 0L, 500L);
        }

        @Test
        void fillsGapsAndSortsWhatComesLate() {
            ProfileSeries series = sum(Dumps.HEADER, sink -> {
                sink.memory(0, 31, Direction.READ);
                sink.memory(0, 9, Direction.READ);
            });

            assertThat(series.timestamps()).containsExactly(0.0, 0.01, 0.02, 0.03);
            assertThat(series.memory().reads()).containsExactly(1L, 0L, 0L, 1L);
        }

        @Test
        void startsAnewWhenACoreIsReset() {
            ProfileSeries series = sum(Dumps.HEADER, sink -> {
                sink.instructions(0, 0, 0, 1000);
                sink.instructions(0, 10, 0, 30);
            });

            assertThat(series.executedInstructions().get("cpu")).containsExactly(1000L, 30L);
        }

        @Test
        void keepsCoresApart() {
            ProfilerHeader header = new ProfilerHeader(List.of(new Cpu(3, "a"), new Cpu(1, "b")), List.of());

            ProfileSeries series = sum(header, sink -> {
                sink.instructions(0, 0, 1, 5);
                sink.instructions(0, 0, 3, 7);
            });

            assertThat(series.executedInstructions()).isEqualTo(Map.of("a", List.of(7L), "b", List.of(5L)));
        }

        @Test
        void givesAnAccessToTheNarrowestRangeAndSumsRangesOfOneName() {
            ProfilerHeader header = new ProfilerHeader(
                    List.of(),
                    List.of(
                            new Region("a", 0, 0xFFFF_FFFFL),
                            new Region("dma", 0x100, 0x1FF),
                            new Region("dma", 0x400, 0x4FF)));

            Traffic traffic = sum(header, sink -> {
                        sink.peripheral(0, 0, Direction.READ, 0x100);
                        sink.peripheral(0, 0, Direction.READ, 0x4FF);
                        sink.peripheral(0, 0, Direction.WRITE, 0x500);
                    })
                    .traffic();

            assertThat(traffic.peripherals()).isEqualTo(Map.of("dma", new Accesses(2, 0), "a", new Accesses(0, 1)));
        }

        @Test
        void givesTheKeysOfKenningsMeasurements() {
            ProfileSeries series = Dumps.read(Dumps.example(), header -> ProfileAggregator.of(header, STEP))
                    .series();

            assertThat(series.asMeasurements())
                    .hasToString("{profiler_timestamps=[0.0, 0.01, 0.02, 0.03],"
                            + " executed_instructions={cpu=[100, 1000, 0, 500]},"
                            + " memory_accesses={read=[1, 0, 0, 0], write=[0, 1, 0, 0]},"
                            + " peripheral_accesses={ram={read=[0, 0, 0, 0], write=[0, 0, 0, 0]},"
                            + " uart0={read=[0, 0, 0, 1], write=[1, 0, 0, 0]}},"
                            + " exceptions=[0, 0, 0, 1]}");
        }

        @Test
        void refusesAProfileOfTooManySteps() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sum(Dumps.HEADER, sink -> sink.memory(0, 1e12, Direction.READ)))
                    .withMessage("the profile has more than 4194304 steps of 10.0 ms, at 1.0E12 ms of virtual time:"
                            + " take a longer step or a window");
        }
    }

    @Nested
    class AsKenningDoes {

        private static ProfileSeries sum(byte[] dump, double start) {
            return Dumps.read(dump, header -> new KenningAggregator(header, 10, start, 100))
                    .series();
        }

        @Test
        void givesWhatItsParserGave() {
            ProfileSeries series = sum(Dumps.example(), 0);

            assertThat(series.timestamps()).hasSize(4);
            assertThat(series.timestamps().get(2))
                    .as("30.0 ms falls into the step before")
                    .isCloseTo(0.02, org.assertj.core.api.Assertions.within(1e-12));
            assertThat(series.executedInstructions().get("cpu")).containsExactly(100L, 1000L, 0L, 500L);
            assertThat(series.memory().reads()).containsExactly(1L, 0L, 0L, 0L);
            assertThat(series.memory().writes()).containsExactly(0L, 1L, 0L, 0L);
            assertThat(series.peripherals().get("uart0").reads()).containsExactly(0L, 0L, 0L, 1L);
            assertThat(series.peripherals().get("uart0").writes()).containsExactly(1L, 0L, 0L, 0L);
            assertThat(series.exceptions()).containsExactly(0L, 0L, 1L, 0L);
        }

        @Test
        void putsAllSinceBootIntoTheFirstStepOfAWindow() {
            ProfileSeries series = sum(Dumps.example(), 0.011);

            assertThat(series.timestamps()).hasSize(3);
            assertThat(series.executedInstructions().get("cpu")).containsExactly(0L, 0L, 1600L);
        }

        @Test
        void fillsNoGapsAndOpensAStepTwiceWhenTimeStepsBack() {
            byte[] dump = Dumps.write(Dumps.HEADER, sink -> {
                sink.memory(0, 31, Direction.READ);
                sink.memory(0, 9, Direction.READ);
                sink.memory(0, 35, Direction.READ);
            });

            assertThat(sum(dump, 0).memory().reads()).containsExactly(1L, 1L, 1L);
        }

        @Test
        void overflowsAtThirtyTwoBits() {
            byte[] dump = Dumps.write(Dumps.HEADER, sink -> sink.instructions(0, 0, 0, 3_000_000_000L));

            assertThat(sum(dump, 0).executedInstructions().get("cpu")).containsExactly(-1_294_967_296L);
        }
    }

    @Nested
    class OnRecordingsOfRenode {

        @Test
        void sumsWhatACortexM7Did() {
            ProfileSeries series = Dumps.readRecorded("m7.profiler.dump", header -> ProfileAggregator.of(header, STEP))
                    .series();

            assertThat(series.timestamps()).containsExactly(0.0, 0.01, 0.02, 0.03, 0.04);
            assertThat(series.totalInstructions("cpu")).isEqualTo(0x2470);
            assertThat(series.traffic().memory()).isEqualTo(new Accesses(100, 25));
            assertThat(series.traffic().peripherals())
                    .isEqualTo(Map.of(
                            "usart1", new Accesses(64, 66),
                            "nvic", new Accesses(1, 1),
                            "rcc", new Accesses(2, 2)));
            assertThat(series.exceptionCounts()).isEmpty();
        }

        @Test
        void sumsWhatARiscVCoreDid() {
            ProfileSeries series = Dumps.readRecorded("rv.profiler.dump", header -> ProfileAggregator.of(header, STEP))
                    .series();

            assertThat(series.totalInstructions("cpu")).isEqualTo(0x2F42);
            assertThat(series.traffic().memory()).isEqualTo(new Accesses(77, 416));
            assertThat(series.traffic().peripherals()).isEqualTo(Map.of("uart", new Accesses(0, 66)));
        }

        @Test
        void agreesWithTheCounterOfTraffic() {
            assertThat(Dumps.readRecorded("m7.profiler.dump", TrafficCounter::new)
                            .traffic())
                    .isEqualTo(Dumps.readRecorded("m7.profiler.dump", header -> ProfileAggregator.of(header, STEP))
                            .series()
                            .traffic());
        }
    }
}

package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.profile.Accesses;
import dev.kenning.testbench.profile.Direction;
import dev.kenning.testbench.profile.ProfileSeries;
import dev.kenning.testbench.profile.ProfilerDumpReader;
import dev.kenning.testbench.profile.ProfilerHeader;
import dev.kenning.testbench.profile.ProfilerHeader.Region;
import dev.kenning.testbench.profile.ProfilerSink;
import dev.kenning.testbench.profile.Profiling;
import dev.kenning.testbench.profile.TrafficCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the profiler dump of this engine against the one that Renode 1.15.3 wrote for the same program. */
class MachineProfilerTest {

    private static final Path GOLDEN = Path.of("src/test/resources/renode-golden");
    private static final long FIFTY_MILLISECONDS = 50_000_000;

    @TempDir
    private Path directory;

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("renode"), GOLDEN));

    @BeforeEach
    void load() {
        load("stm32f746g_disco.repl", "m7short.elf");
    }

    private void load(String platform, String program) {
        emulation.execute("Clear");
        emulation.execute("mach create");
        emulation.execute("machine LoadPlatformDescription @" + platform);
        emulation.execute("sysbus LoadELF @" + program);
    }

    private void loadRiscV() {
        load("rv32.repl", "rvshort.elf");
    }

    /** Notes the times of instruction entries, and how many entries there are of the others. */
    private static final class Notes implements ProfilerSink {

        private final List<Double> instructionTimes = new ArrayList<>();
        private final List<Long> counts = new ArrayList<>();
        private int others;

        @Override
        public void instructions(long ticks, double millis, int cpu, long count) {
            instructionTimes.add(millis);
            counts.add(count);
        }

        @Override
        public void memory(long ticks, double millis, Direction direction) {
            others++;
        }

        @Override
        public void peripheral(long ticks, double millis, Direction direction, long address) {
            others++;
        }

        @Override
        public void exception(long ticks, double millis, long index) {
            others++;
        }
    }

    private Path dump() {
        Path file = directory.resolve("profiler.dump");
        emulation.execute("machine EnableProfiler \"" + file + "\"");
        emulation.machine().runFor(FIFTY_MILLISECONDS);
        emulation.execute("Clear");
        return file;
    }

    @Test
    void writesADumpWhoseSumsAreThoseOfRenodesDump() throws IOException {
        expectTheSumsOf("m7.profiler.dump", dump());
    }

    @Test
    void writesADumpOfARiscVCoreWithoutItsVectorLoadsAndStoresAsRenodeDoes() throws IOException {
        loadRiscV();

        expectTheSumsOf("rv.profiler.dump", dump());
    }

    @Test
    void countsEachElementOfAVectorForItsOwnListeners() {
        loadRiscV();
        TrafficCounter[] traffic = new TrafficCounter[1];
        Profiling profiling = emulation.machine().profile(header -> {
            traffic[0] = new TrafficCounter(header);
            return traffic[0];
        });
        emulation.machine().runFor(FIFTY_MILLISECONDS);
        profiling.close();

        assertThat(traffic[0].traffic().memory())
                .as("two vectors of 200 bytes more than Renode tells")
                .isEqualTo(new Accesses(77 + 2 * 200, 416));
    }

    private static void expectTheSumsOf(String golden, Path ours) throws IOException {
        for (Duration step : List.of(Duration.ofMillis(10), Duration.ofNanos(100_000))) {
            ProfileSeries recorded = ProfileSeries.read(GOLDEN.resolve(golden), step);
            ProfileSeries series = ProfileSeries.read(ours, step);

            assertThat(series.timestamps()).as("steps of %s", step).isEqualTo(recorded.timestamps());
            assertThat(series.executedInstructions()).isEqualTo(recorded.executedInstructions());
            assertThat(series.memory()).isEqualTo(recorded.memory());
            assertThat(series.traffic()).isEqualTo(recorded.traffic());
            assertThat(series.exceptions()).isEqualTo(recorded.exceptions());
        }
    }

    @Test
    void tellsInstructionsEachQuantumAsRenodeDoes() throws IOException {
        Notes ours = notes(dump());
        Notes recorded = notes(GOLDEN.resolve("m7.profiler.dump"));

        assertThat(ours.counts).isEqualTo(recorded.counts);
        assertThat(ours.instructionTimes)
                .usingElementComparator((one, other) -> Math.abs(one - other) < 1e-6 ? 0 : Double.compare(one, other))
                .isEqualTo(recorded.instructionTimes);
        assertThat(ours.others).isEqualTo(recorded.others);
    }

    private static Notes notes(Path dump) throws IOException {
        try (ProfilerDumpReader reader = ProfilerDumpReader.open(dump)) {
            Notes notes = new Notes();
            reader.forEach(notes);
            return notes;
        }
    }

    @Test
    void changesNothingThatTheProgramDoes() {
        emulation.machine().profile(header -> new Notes());
        emulation.machine().runFor(FIFTY_MILLISECONDS);

        assertThat(emulation.execute("sysbus.cpu ExecutedInstructions")).isEqualTo("0x0000000000002470");
        assertThat(emulation.execute("sysbus.cpu PC")).isEqualTo("0x80001a0");
    }

    @Test
    void namesCoresAndRanges() {
        ProfilerHeader[] header = new ProfilerHeader[1];
        emulation.machine().profile(it -> {
            header[0] = it;
            return new Notes();
        });

        assertThat(header[0].cpus()).containsExactly(new ProfilerHeader.Cpu(0, "cpu"));
        assertThat(header[0].regions())
                .contains(
                        new Region("sram", 0x2000_0000L, 0x2005_FFFFL),
                        new Region("usart1", 0x4001_1000L, 0x4001_13FFL));
    }

    @Test
    void countsInstructionsSinceAListenerCameAndNoneAfterItLeft() {
        emulation.machine().runFor(1000);
        Notes notes = new Notes();
        Profiling profiling = emulation.machine().profile(header -> notes);
        emulation.machine().runFor(1000);
        profiling.close();
        emulation.machine().runFor(FIFTY_MILLISECONDS);

        assertThat(notes.counts).as("462 instructions a microsecond").containsExactly(462L);
    }

    @Test
    void startsTheCountAnewWhenTheMachineIsReset() {
        Notes notes = new Notes();
        emulation.machine().profile(header -> notes);
        emulation.machine().runFor(100_000);
        emulation.machine().reset();
        emulation.machine().runFor(100_000);

        assertThat(notes.counts).containsExactly(9328L, 9328L);
    }

    @Test
    void saysWhereADumpCannotBeWritten() {
        assertThatThrownBy(() -> emulation.execute("machine EnableProfiler \"" + directory + "/none/x\""))
                .hasMessageContaining("Profiler dump '" + directory + "/none/x' cannot be written");
    }

    @Test
    void completesADumpWhenAnotherIsBegun() throws IOException {
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");
        emulation.execute("machine EnableProfiler \"" + first + "\"");
        emulation.machine().runFor(100_000);
        emulation.execute("machine EnableProfiler \"" + second + "\"");
        emulation.execute("quit");

        assertThat(ProfileSeries.read(first, Duration.ofMillis(10)).totalInstructions("cpu"))
                .isEqualTo(9328);
        assertThat(Files.size(second)).as("a dump without entries").isZero();
    }
}

package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.profile.GraphFunctions;
import dev.kenning.testbench.profile.Profile;
import dev.kenning.testbench.profile.ProfileExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds the calls of this engine against the collapsed stacks that Renode 1.15.3 wrote for the same program. */
class CallProfilerTest {

    private static final Path GOLDEN = Path.of("src/test/resources/renode-golden");
    private static final long FIFTY_MILLISECONDS = 50_000_000;

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("renode"), GOLDEN));

    @BeforeEach
    void load() {
        emulation.execute("mach create");
        emulation.execute("machine LoadPlatformDescription @stm32f746g_disco.repl");
        emulation.execute("sysbus LoadELF @m7short.elf");
    }

    @Test
    void countsAsRenodeDoesForEachPath() throws IOException {
        Map<String, Long> renode = sums(Files.readString(GOLDEN.resolve("m7.collapsed")));
        // Renode writes what it has counted when the stack changes, so the last instruction, which sleeps, is not in
        // its file.
        renode.merge("reset", 1L, Long::sum);

        Profile profile = profile();

        assertThat(sums(new ProfileExport(profile).collapsed())).isEqualTo(renode);
        assertThat(profile.instructions()).isEqualTo(0x2470);
    }

    @Test
    void changesNeitherTimeNorCounts() {
        Profile profile = profile();
        long counted = emulation.machine().cores().get(0).executedInstructions();
        long time = emulation.machine().nanos();

        emulation.execute("Clear");
        load();
        emulation.machine().runFor(FIFTY_MILLISECONDS);

        assertThat(profile.instructions()).isEqualTo(counted);
        assertThat(emulation.machine().cores().get(0).executedInstructions()).isEqualTo(counted);
        assertThat(emulation.machine().nanos()).isEqualTo(time);
    }

    private Profile profile() {
        CallProfiler calls = emulation.machine().followCalls(GraphFunctions.known());
        emulation.machine().runFor(FIFTY_MILLISECONDS);
        return calls.stop();
    }

    /** Renode writes a line each time that the stack changes. */
    private static Map<String, Long> sums(String lines) {
        Map<String, Long> sums = new TreeMap<>();
        lines.lines().forEach(line -> {
            int blank = line.lastIndexOf(' ');
            sums.merge(line.substring(0, blank), Long.valueOf(line.substring(blank + 1)), Long::sum);
        });
        return sums;
    }
}

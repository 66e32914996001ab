package dev.kenning.testbench.junit;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Samples;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cores of HiFive Unmatched: an S7, which computes in integers only, and four U74 with two precisions. */
@KenningTest(boards = {"hifive_unmatched/fu740/s7", "hifive_unmatched/fu740/u74"})
@Tag("board")
class HifiveUnmatchedIT {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Map<String, String> CORES =
            Map.of("hifive_unmatched/fu740/s7", "cpu0", "hifive_unmatched/fu740/u74", "u74_1");

    @Test
    @RequiresSimulation
    void leavesTheOtherCoresAsleep(Bench bench) {
        bench.terminal("uart0").waitForLine(bench.board().welcome(), SECOND);
        String working = CORES.get(bench.board().name());

        for (String core : new String[] {"cpu0", "u74_1", "u74_2", "u74_3", "u74_4"}) {
            long executed = Long.decode(bench.monitor()
                    .execute("sysbus." + core + " ExecutedInstructions")
                    .strip());
            if (core.equals(working)) {
                assertThat(executed).as(core).isGreaterThan(1000);
            } else {
                assertThat(executed).as(core).isLessThan(10);
            }
        }
    }

    @Test
    @RequiresSimulation
    void usesDoublePrecisionWhereTheCoreHasIt(Bench bench, KenningSession kenning) {
        var loading = bench.measure(() -> {
            kenning.load(Model.tflite("models/gestures_int8.tflite"));
            kenning.infer(Samples.first("models/gestures_int8-samples.json"));
        });

        if (bench.board().name().endsWith("u74")) {
            assertThat(loading).opcode("fmul.d").isPositive();
        } else {
            assertThat(loading).opcode("fmul.d").isZero();
        }
    }
}

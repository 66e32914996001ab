package dev.kenning.testbench.acceptance;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.kenning.testbench.NoEngineSelected;
import dev.kenning.testbench.Tools;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.firmware.DemoBuild;
import dev.kenning.testbench.junit.DemoApps;
import dev.kenning.testbench.scenario.run.DemoApp;
import dev.kenning.testbench.scenario.run.DemoRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Programs that have a model and its samples built in. */
@Tag("board")
class DemoAcceptanceIT {

    private static final Path MODELS = Path.of("../shared/models");
    private static final Path DEMOS = Path.of("firmware/prebuilt/demo");

    /** What the reference device has for a model and its tensors. */
    private static final int POOL = 192 * 1024;

    private static final String NUMBER = "-?\\d+\\.\\d{6}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "magic_wand, stm32f746g_disco, 1e-5",
        "magic_wand, nrf52840dk_nrf52840, 1e-5",
        "magic_wand_int8, stm32f746g_disco, 0.0078125",
        "magic_wand_int8, nrf52840dk_nrf52840, 0.0078125"
    })
    void at11RunsTheMagicWandOfEachBuild(String model, String board, double tolerance) throws IOException {
        Tools.requireFile(MODELS, "models", "the Magic Wand models are not part of this project");
        DemoBuild.make(MODELS.resolve(model + ".tflite"), MODELS.resolve("magic_wand_inputs.json"), folder);

        DemoRun run = run(board, folder.resolve(model + "-" + board + ".elf"));

        assertPrintsTheWholeGrammar(run.console());
        assertThat(run.output())
                .predicts(0, 3, 2, 0, 1, 2, 0, 0, 0, 2)
                .isCloseTo(expected(), within(tolerance))
                .hasConsistentTimes()
                .hasSoundStatistics()
                .peakIsAtMost(POOL);
        assertThat(run.output().statistics()).containsOnlyKeys("peak_allocated");
        assertThat(run.output().results())
                .allSatisfy(outputs -> assertThat(outputs.stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                        .as("sum of %s", outputs)
                        .isCloseTo(1, within(tolerance)));
    }

    @ParameterizedTest
    @CsvSource({"stm32f746g_disco", "nrf52840dk_nrf52840"})
    void at11CountsTheSameFromEachFreshBoot(String board) {
        DemoRun first = run(board, DEMOS.resolve("gestures-" + board + ".elf"));
        DemoRun second = run(board, DEMOS.resolve("gestures-" + board + ".elf"));

        assertThat(second.output().statistics()).isEqualTo(first.output().statistics());
        assertThat(second.output().results()).isEqualTo(first.output().results());
    }

    /** What {@link #at12RunsAFolderOfProgramsAndPlatforms} runs. */
    static class Folder {

        static Path demos = Path.of("");

        @TestFactory
        Stream<DynamicTest> demos() {
            return DemoApps.in(demos).tests();
        }
    }

    @NoEngineSelected
    @Test
    void at12RunsAFolderOfProgramsAndPlatforms() throws IOException {
        Path platform = Path.of("renode/stm32f746g_disco.repl");
        Path program = DEMOS.resolve("gestures-stm32f746g_disco.elf");
        Files.copy(platform, folder.resolve("stm32f746g_disco.repl"));
        Files.copy(program, folder.resolve("kenning-tflite-stm32f746g_disco.elf"));
        Files.copy(program, folder.resolve("kenning-tflite-b_u585i_iot02a.elf"));
        Folder.demos = folder;

        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Folder.class))
                .execute()
                .testEvents();

        assertThat(tests.failed().list()).isEmpty();
        // Each once for each engine of the suite.
        tests.finished()
                .assertEventsMatchLoosely(
                        event(
                                displayName("kenning-tflite on b_u585i_iot02a"),
                                abortedWithReason(
                                        message(reason -> reason.contains("there is no b_u585i_iot02a.repl")))),
                        event(displayName("kenning-tflite on stm32f746g_disco"), finishedSuccessfully()));
    }

    private static DemoRun run(String board, Path elf) {
        try (Bench bench = Engines.configured()
                .powerOn(BenchSetup.of(BoardCatalogue.builtIn().board(board), elf))) {
            return DemoApp.run(bench);
        }
    }

    private static void assertPrintsTheWholeGrammar(List<String> console) {
        List<String> grammar = new ArrayList<>();
        grammar.add("\\*{3} Booting Zephyr OS build \\S+.*\\*{3}");
        grammar.addAll(Collections.nCopies(
                10, "I: model output: \\[wing: %1$s, ring: %1$s, slope: %1$s, negative: %1$s\\]".formatted(NUMBER)));
        grammar.addAll(List.of(
                "I: inference session statistics:",
                "I: \ttotal inference time: \\d+ ms",
                "I: \tinference time per batch: \\d+ ms",
                "I: \tpeak_allocated: \\d+",
                "I: inference finished successfully"));
        assertThat(console).hasSameSizeAs(grammar);
        for (int i = 0; i < grammar.size(); i++) {
            assertThat(console.get(i)).as("line %d", i + 1).matches(grammar.get(i));
        }
    }

    private static List<List<Double>> expected() throws IOException {
        return new JsonMapper()
                .readValue(Files.readString(MODELS.resolve("magic_wand_expected.json")), new TypeReference<>() {});
    }
}

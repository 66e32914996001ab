package dev.kenning.testbench.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.kenning.testbench.NoEngineSelected;
import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.embedded.EmbeddedEngine;
import dev.kenning.testbench.fault.BoardFault;
import dev.kenning.testbench.fault.BoardFault.AtCode;
import dev.kenning.testbench.fault.BoardFault.FlipMemory;
import dev.kenning.testbench.fault.Place;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.QemuBoard;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.scenario.run.KenningSessions;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests that ask two devices the same: the embedded engine's board, and QEMU's machine, which owes it nothing. */
@Tag("tool")
@NoEngineSelected
class SideBySideIT {

    private static final Samples SAMPLES = Samples.json("models/gestures-samples.json");
    private static final Model MODEL = Model.tflite("models/gestures.tflite");

    /** Where a weight stands in the model. */
    private static final int WEIGHT = 0x1000;

    @TempDir
    private Path reports;

    @KenningTest(board = "mps2/an500", compare = "attached")
    static class Gestures {

        @Test
        void areRecognised(KenningSession kenning) {
            kenning.load(MODEL);
            for (Sample sample : SAMPLES) {
                kenning.infer(sample);
            }
        }

        @Test
        void areNotAskedFor(Bench bench) {
            assertThat(bench.board().name()).isEqualTo("mps2/an500");
        }
    }

    @Test
    void findTheSameOnBoth() {
        try (QemuBoard board = QemuBoard.onTcp()) {
            EngineExecutionResults results = run(board.address());

            results.testEvents().assertStatistics(stats -> stats.succeeded(2).failed(0));
            assertThat(results.allEvents().reportingEntryPublished().stream()
                            .map(event -> event.getRequiredPayload(ReportEntry.class)
                                    .getKeyValuePairs()
                                    .get("testbench.comparison"))
                            .filter(Objects::nonNull))
                    .singleElement()
                    .asString()
                    .startsWith("attached against embedded: 10 samples, 0 differ; at most ");
        }
    }

    @Test
    void failWhereTheOtherDeviceIsNotThere() {
        run("").testEvents().assertStatistics(stats -> stats.succeeded(1).failed(1));
    }

    /** A bit of a weight of the other device is not what it should be. */
    @Test
    void tellTheFirstDifferenceWithBothTranscripts() {
        try (Bench first = powerOn();
                Bench second = powerOn()) {
            SideBySide asked = new SideBySide();
            try (KenningSession session = KenningSessions.on(first).open()) {
                asked.hear(session);
                session.load(MODEL);
                for (Sample sample : SAMPLES) {
                    session.infer(sample);
                }
            }
            long weight = first.locate(MODEL.bytes()).orElseThrow() + WEIGHT;
            second.inject(BoardFault.of(
                    new AtCode(Place.of("interpreter_run"), 2),
                    new FlipMemory(Place.of("0x%x".formatted(weight)), 30)));

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> asked.compare("embedded", second, KenningSessions.on(second), 1e-5))
                    .withMessageStartingWith("embedded against embedded: 10 samples, 9 differ; at most ")
                    .withMessageContaining("\nsample 2 is the first that differs, in output ")
                    .withMessageContaining("\n  embedded: class ")
                    .withMessageContaining(" -> PROCESS")
                    .withMessageNotContaining(" -> PING");
        }
    }

    private static Bench powerOn() {
        Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");
        return new EmbeddedEngine()
                .powerOn(BenchSetup.of(board, board.firmware().orElseThrow()));
    }

    private EngineExecutionResults run(String attached) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("testbench.reports", reports.toString())
                .configurationParameter("testbench.engines", "embedded")
                .configurationParameter("testbench.attached.kcomms", attached)
                .selectors(selectClass(Gestures.class))
                .execute();
    }
}

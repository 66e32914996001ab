package dev.kenning.testbench.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.BenchSnapshot;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.FaultTarget;
import dev.kenning.testbench.host.Inference;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.scenario.run.KenningSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A board that is brought back to a moment does the same again, to the instruction and to the byte. */
@Tag("board")
class SnapshotIT {

    private static final Path GESTURES = Path.of("models/gestures.tflite");
    private final Samples samples = Samples.json(Path.of("models/gestures-samples.json"));

    @ParameterizedTest
    @CsvSource({
        "stm32f746g_disco, stm32f746g_disco/kenning-device.elf",
        "nrf52840dk/nrf52840, nrf52840dk/kenning-device.elf",
        "hifive_unleashed, hifive_unleashed/kenning-device.elf",
        "hifive_unmatched/fu740/s7, hifive_unmatched/kenning-device-s7.elf",
        "hifive_unmatched/fu740/u74, hifive_unmatched/kenning-device-u74.elf",
        "springbok, springbok/kenning-device-gen1.elf"
    })
    void everyReferenceFirmwareInfersTheSameAgain(String board, String firmware) {
        try (Bench bench = powered(board, firmware)) {
            KenningSession session = KenningSessions.on(bench).open();
            session.load(Model.tflite(GESTURES));
            session.infer(samples.get(1));
            BenchSnapshot snapshot = bench.snapshot();
            Map<String, Object> before = stateOf(bench);

            Inference first = session.infer(samples.get(0));
            Map<String, Object> afterFirst = stateOf(bench);
            session.infer(samples.get(2));
            bench.restore(snapshot);

            assertThat(stateOf(bench)).isEqualTo(before);
            Inference second = session.infer(samples.get(0));
            assertThat(second.output()).isEqualTo(first.output());
            assertThat(stateOf(bench)).isEqualTo(afterFirst);
        }
    }

    @Test
    void takesWhatWasPrintedSinceFromTerminalsAndPorts() {
        try (Bench bench = powered("stm32f746g_disco", "stm32f746g_disco/kenning-device.elf")) {
            BenchSnapshot powerOn = bench.snapshot();
            bench.awaitWelcome(Duration.ofSeconds(1));
            String welcome = bench.terminal("usart1").text();

            bench.restore(powerOn);

            assertThat(bench.virtualTime()).isEqualTo(powerOn.virtualTime()).isZero();
            assertThat(bench.terminal("usart1").text()).isEmpty();
            bench.awaitWelcome(Duration.ofSeconds(1));
            assertThat(bench.terminal("usart1").text()).isEqualTo(welcome);
        }
    }

    @Test
    void bringsBackCodeThatWasWrittenOver() {
        try (Bench bench = powered("stm32f746g_disco", "stm32f746g_disco/kenning-device.elf")) {
            bench.awaitWelcome(Duration.ofSeconds(1));
            BenchSnapshot snapshot = bench.snapshot();
            String memory = bench.memoryDigest().orElseThrow();
            bench.monitor().execute("sysbus WriteDoubleWord `sysbus GetSymbolAddress \"server_serve\"` 0xDEDEDEDE");
            bench.monitor().execute("sysbus WriteDoubleWord 0x20040000 0x12345678");

            bench.restore(snapshot);

            assertThat(bench.memoryDigest()).contains(memory);
            assertThat(KenningSession.open(bench.port("usart6")).isOpen()).isTrue();
        }
    }

    @Test
    void refusesTheSnapshotOfAnotherBench() {
        try (Bench one = powered("stm32f746g_disco", "stm32f746g_disco/kenning-device.elf");
                Bench other = powered("stm32f746g_disco", "stm32f746g_disco/kenning-device.elf")) {
            BenchSnapshot snapshot = one.snapshot();

            assertThatThrownBy(() -> other.restore(snapshot))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("the snapshot is not of this bench: restore it on the one that it was taken of");
        }
    }

    /** Everything that a user can see, and memory; what the log says of a device is there too. */
    private static Map<String, Object> stateOf(Bench bench) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("time", bench.virtualTime());
        state.put("instructions", bench.executedInstructions());
        state.put("opcodes", bench.opcodes());
        state.put("cores", bench.coreStates());
        if (!bench.board().printsIntoLog()) {
            state.put("console", bench.terminal(bench.board().console()).text());
        }
        state.put("registers", registersOf(bench));
        state.put("memory", bench.memoryDigest().orElseThrow());
        state.put("log", bench.monitor().execute("lastLog"));
        return state;
    }

    /** What a debugger reads, control and status registers too. */
    private static String registersOf(Bench bench) {
        StringBuilder text = new StringBuilder();
        for (FaultTarget target : bench.faultTargets()) {
            text.append(target).append('\n');
        }
        bench.opcodes()
                .keySet()
                .forEach(core -> text.append(bench.monitor().execute("sysbus." + core + " GetRegistersValues")));
        return text.toString();
    }

    private static Bench powered(String board, String firmware) {
        return new EmbeddedEngine()
                .powerOn(BenchSetup.of(BoardCatalogue.builtIn().board(board), Path.of("firmware/prebuilt", firmware)));
    }
}

package dev.kenning.testbench.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.board.FirmwareBundle;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.EngineException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class BoardSimulationIT {

    private static final Path CRASHES = Path.of("firmware/prebuilt/demo/faulty/crashes-silently-stm32f746g_disco.elf");

    private final Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");

    @Test
    void endsAtItsTimeHoweverLateSomebodyWaits() throws Exception {
        Duration limit = Duration.ofMillis(3);
        BenchSetup setup =
                BenchSetup.of(FirmwareBundle.of(board, board.firmware().orElseThrow()));
        try (BoardSimulation simulation =
                BoardSimulation.of(setup).fast().endAfter(limit).build()) {
            simulation.start();
            await().until(() -> simulation.virtualTime().compareTo(limit) >= 0);

            assertThat(simulation.await()).isTrue();
            assertThat(simulation.virtualTime()).isEqualTo(limit);
        }
    }

    @Test
    void endsAtItsConditionHoweverLateSomebodyWaits() throws Exception {
        StringBuilder text = new StringBuilder();
        BenchSetup setup =
                BenchSetup.of(FirmwareBundle.of(board, board.firmware().orElseThrow()));
        try (BoardSimulation simulation = BoardSimulation.of(setup)
                .fast()
                .listen(board.console(), value -> text.append((char) value))
                .endAfter(Duration.ofSeconds(5))
                .endWhen(() -> text.indexOf("server started") >= 0)
                .build()) {
            simulation.start();
            await().until(() -> simulation.virtualTime().compareTo(Duration.ZERO) > 0);

            assertThat(simulation.await()).isTrue();
            assertThat(text).endsWith("Inference server started\r\n");
        }
    }

    @Test
    void tellsAFaultThatCameBeforeSomebodyWaited() {
        List<String> log = new CopyOnWriteArrayList<>();
        BenchSetup setup = BenchSetup.of(FirmwareBundle.of(board, CRASHES));
        try (BoardSimulation simulation =
                BoardSimulation.of(setup).fast().log(log::add).build()) {
            simulation.start();
            await().until(() -> log.stream().anyMatch(line -> line.contains("[ERROR]")));

            assertThatThrownBy(simulation::await)
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith("the firmware on stm32f746g_disco cannot go on: ");
        }
    }
}

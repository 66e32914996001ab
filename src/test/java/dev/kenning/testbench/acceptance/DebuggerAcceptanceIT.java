package dev.kenning.testbench.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.gdb.Gdb;
import dev.kenning.testbench.engine.serve.BoardSimulation;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** AT-22: a debugger on a simulated board. */
@Tag("board")
class DebuggerAcceptanceIT {

    private static final Path PRODUCT = Path.of("firmware/prebuilt/stm32f746g_disco/kenning-device.elf");

    @Test
    @Timeout(120)
    void at22BreaksOnMainStepsAndContinues() throws Exception {
        int port = freePort();
        BenchSetup setup = BenchSetup.of(BoardCatalogue.builtIn().board("stm32f746g_disco"), PRODUCT);
        setup = setup.with(setup.settings().withGdbServer(port));
        try (BoardSimulation simulation = BoardSimulation.of(setup).build();
                Gdb gdb = Gdb.start(PRODUCT)) {
            assertThat(gdb.run("target remote :" + port)).contains("Reset_Handler");
            assertThat(simulation.virtualTime()).isZero();

            gdb.run("break main");
            assertThat(gdb.run("continue")).containsPattern("Breakpoint 1, 0x[0-9a-f]+ in main");
            String before = gdb.run("print/x $pc");
            gdb.run("stepi");
            assertThat(gdb.run("print/x $pc")).isNotEqualTo(before);
            gdb.run("delete");
            gdb.begin("continue");
            assertThat(gdb.interruptAt("Continuing.")).contains("SIGINT");
            assertThat(simulation.virtualTime()).isGreaterThan(Duration.ZERO);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code testbench boards}. */
class BoardsCommandTest {

    private static final TestConsole CONSOLE = new TestConsole();

    @BeforeAll
    static void boards() {
        assertThat(CONSOLE.run("boards"))
                .as("exit status, after " + CONSOLE.err())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stm32f746g_disco          | cortex-m7  1024 256 usart1 usart6 generation 3 yes embedded, renode, container
        hifive_unmatched/fu740/u74 | rv64imafdc - 2048 uart0 uart1 generation 3 yes embedded, renode, container
        hifive_unleashed/fu540/e51 | rv64imac - 32768 uart0 uart1 generation 3 yes embedded, renode, container
        springbok                 | rv32imf, vectors of 512 bits 1024 16384 log uart0 generation 1 yes embedded, renode, container
        khadas_edgev/rk3399       | cortex-a53 - 131072 uart2 uart2 (shared) generation 3 - renode, container
        max32690fthr/max32690/m4  | cortex-m4f 3072 128 uart0 uart2 generation 3 yes embedded, renode, container
        96b_nitrogen              | cortex-m4f 512 64 uart0 - (demo_app only) - - embedded, renode, container
        """)
    void showsWhatABoardIsAndWhichEnginesCanRunIt(String board, String facts) {
        assertThat(CONSOLE.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(board + " " + facts.replaceAll(" +", " "));
    }

    @Test
    void namesWhatAnEngineLacks() {
        assertThat(CONSOLE.out().lines())
                .contains(
                        "khadas_edgev/rk3399: embedded lacks CPU.ARMv8A, IRQControllers.ARM_GenericInterruptController,"
                                + " Timers.ARM_GenericTimer")
                .doesNotContain("b_u585i_iot02a: embedded lacks")
                .doesNotContain("max32690evkit/max32690/m4: embedded lacks");
    }

    @Test
    void remarksWhatAUserShouldKnow() {
        assertThat(CONSOLE.out().lines()).contains("96b_nitrogen: It has no kcomms UART, so it runs demo_app only.");
    }
}

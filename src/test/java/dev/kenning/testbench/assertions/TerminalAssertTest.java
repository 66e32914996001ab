package dev.kenning.testbench.assertions;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.LineTerminal;
import dev.kenning.testbench.engine.TextPattern;
import dev.kenning.testbench.engine.Timeline;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a UART prints, asserted in its order. */
class TerminalAssertTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final PrintingTimeline timeline = new PrintingTimeline();
    private final LineTerminal terminal = new LineTerminal("usart1", "a board", timeline, text -> {});

    @Test
    void readsADialogueFromTopToBottom() {
        timeline.prints("boot\nready in 12 ms\n~$ ");

        assertThat(terminal)
                .prints("boot")
                .prints(Pattern.compile("ready in \\d+ ms"), SECOND)
                .prompts("~$", SECOND)
                .doesNotPrint("fault", SECOND)
                .staysSilent(SECOND)
                .hasPrinted("ready");
    }

    @Test
    void goesOnWhereItStoppedReading() {
        timeline.prints("one\ntwo\n");

        assertThatExceptionOfType(ExpectationFailedError.class)
                .isThrownBy(() -> assertThat(terminal).prints("two").prints("one", SECOND))
                .withMessageStartingWith("usart1 of a board did not print \"one\" within 1.000 s of virtual time");
    }

    @Test
    void waitsEightSecondsUnlessItIsTold() {
        assertThatExceptionOfType(ExpectationFailedError.class)
                .isThrownBy(() -> assertThat(terminal).prints(TextPattern.regex("x+")))
                .withMessageContaining("did not print /x+/ within 8.000 s of virtual time (it is 8.000000 s)");
    }

    @Test
    void failsUnderItsDescription() {
        assertThatExceptionOfType(ExpectationFailedError.class)
                .isThrownBy(() -> assertThat(terminal).as("the second boot").prints("boot", SECOND))
                .withMessageStartingWith("[the second boot] usart1 of a board did not print \"boot\"");
    }

    @Test
    void showsWhatBrokeTheSilence() {
        timeline.prints("boo\n");

        assertThatExceptionOfType(ExpectationFailedError.class)
                .isThrownBy(() -> assertThat(terminal).staysSilent(SECOND))
                .withMessage(String.format("%nExpecting terminal to stay silent for:%n  PT1S%nbut it printed:%n  b%n"));
    }

    @Test
    void showsWhatWasPrintedInstead() {
        timeline.prints("one\ntwo\n");
        assertThat(terminal).prints("two");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(terminal).hasPrinted("three"))
                .withMessage(String.format(
                        "%nExpecting terminal to have printed:%n  three%nbut it printed:%n  one%n  two%n"));
    }

    /** Prints a text, a byte a millisecond, from its beginning. */
    private final class PrintingTimeline implements Timeline {

        private String text = "";
        private int printed;
        private long nanos;

        void prints(String all) {
            text = all;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void await(long end, BooleanSupplier condition, String purpose) {
            while (!condition.getAsBoolean() && nanos < end) {
                nanos = Math.min(end, nanos + 1_000_000);
                if (printed < text.length()) {
                    terminal.accept(text.charAt(printed++));
                }
            }
        }

        @Override
        public void interrupt() {
            // The condition is looked at after each byte.
        }
    }
}

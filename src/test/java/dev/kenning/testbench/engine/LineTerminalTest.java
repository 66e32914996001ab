package dev.kenning.testbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The terminal's rules, those of Renode's terminal tester. */
class LineTerminalTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> written = new ArrayList<>();
    private final ScriptedTimeline timeline = new ScriptedTimeline();
    private final LineTerminal terminal = new LineTerminal("usart1", "a board", timeline, written::add);

    @Test
    void waitsForALineAndStampsItWithTheTimeOfItsLastByte() {
        timeline.at(250_000_000, "boot\r\n").at(500_000_000, "ready\r\n");

        Terminal.Line line = terminal.waitForLine("ready", SECOND);

        assertThat(line).isEqualTo(new Terminal.Line("ready", Duration.ofMillis(500), List.of()));
        assertThat(timeline.nanos()).as("time stops at the match").isEqualTo(500_000_000);
    }

    @Test
    void doesNotLookAgainAtLinesThatAnEarlierWaitHasPassed() {
        timeline.at(1, "one\ntwo\nthree\n");
        terminal.waitForLine("two", SECOND);

        assertThatThrownBy(() -> terminal.waitForLine("one", SECOND))
                .hasMessageContaining("usart1 of a board did not print \"one\" within 1.000 s");
        assertThat(terminal.waitForNextLine(SECOND).text())
                .as("a wait that fails passes nothing")
                .isEqualTo("three");
    }

    @Test
    void returnsTheGroupsOfARegularExpression() {
        timeline.at(1, "took 42 ms on cpu0\n");

        Terminal.Line line = terminal.waitForLine(TextPattern.regex("took (\\d+) ms on (cpu|gpu)(\\d)"), SECOND);

        assertThat(line.groups()).containsExactly("42", "cpu", "0");
    }

    @Test
    void leavesOutCarriageReturnsNulsAndColours() {
        timeline.at(1, "\u001B[1;32mI: \u0000started\u001B[0m\r\n");

        assertThat(terminal.waitForNextLine(SECOND).text()).isEqualTo("I: started");
    }

    @Test
    void findsAPromptInALineThatIsNotFinished() {
        timeline.at(1, "uart:~$ ");

        assertThat(terminal.waitForPrompt("~$", SECOND).text()).isEqualTo("uart:~$ ");
    }

    @Test
    void doesNotTakeAnUnfinishedLineForALine() {
        timeline.at(1, "uart:~$ ");

        assertThatThrownBy(() -> terminal.waitForLine("~$", SECOND)).isInstanceOf(ExpectationFailedError.class);
    }

    @Test
    void findsLinesThatFollowOneAnotherDirectly() {
        timeline.at(1, "a\nb\na\nc\n");

        List<Terminal.Line> lines =
                terminal.waitForLines(List.of(TextPattern.containing("a"), TextPattern.containing("c")), SECOND);

        assertThat(lines).extracting(Terminal.Line::text).containsExactly("a", "c");
    }

    @Test
    void failsAsSoonAsSomethingAppearsThatMustNot() {
        timeline.at(300_000_000, "assertion failed: x\n");

        assertThatThrownBy(() -> terminal.shouldNotAppear("failed", SECOND))
                .hasMessage("usart1 of a board printed \"failed\" at 0.300000 s, which must not appear:"
                        + " assertion failed: x");
    }

    @Test
    void waitsTheWholeTimeForWhatMustNotAppear() {
        timeline.at(300_000_000, "all is well\n");

        terminal.shouldNotAppear("failed", SECOND);

        assertThat(timeline.nanos()).isEqualTo(1_000_000_000);
    }

    @Test
    void isIdleOnlyWithoutASingleByte() {
        timeline.at(1_500_000_000, "x");

        assertThat(terminal.isIdle(SECOND)).as("the first second").isTrue();
        assertThat(terminal.isIdle(SECOND))
                .as("the second in which a byte comes")
                .isFalse();
    }

    @Test
    void endsAWrittenLineWithACarriageReturn() {
        terminal.writeLine("help");

        assertThat(written).containsExactly("help\r");
    }

    @Test
    void refusesAPatternThatNoLineCanMatch() {
        assertThatThrownBy(() -> TextPattern.containing("one\ntwo"))
                .hasMessage("no line of a UART holds a line break, so 'one\\ntwo' never matches one");
    }

    /** Passes time from one scripted output to the next. */
    private final class ScriptedTimeline implements Timeline {

        private record Output(long nanos, String text) {}

        private final Deque<Output> outputs = new ArrayDeque<>();
        private long now;

        ScriptedTimeline at(long nanos, String text) {
            outputs.add(new Output(nanos, text));
            return this;
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void await(long nanos, BooleanSupplier condition, String purpose) {
            while (!condition.getAsBoolean() && now < nanos) {
                Output next = outputs.peek();
                if (next == null || next.nanos() > nanos) {
                    now = nanos;
                } else {
                    outputs.remove();
                    now = next.nanos();
                    for (byte value : next.text().getBytes(StandardCharsets.UTF_8)) {
                        terminal.accept(value & 0xFF);
                    }
                }
            }
        }

        @Override
        public void interrupt() {
            // The next look at the condition comes anyway.
        }
    }
}

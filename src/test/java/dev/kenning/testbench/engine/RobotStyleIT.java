package dev.kenning.testbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.catalogue.Engines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Console, LED, button, log, memory and time of a board, as Robot Framework's users test them: on whatever engine is
 * configured, with nothing of that engine's own.
 */
@Timeout(120)
@Tag("board")
public class RobotStyleIT {

    private static final Path BLINKY = Path.of("firmware/prebuilt/stm32f746g_disco/blinky.elf");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration BLINK = Duration.ofMillis(100);

    private final Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");
    private Bench bench;
    private Terminal console;

    @BeforeEach
    void boot() {
        bench = Engines.configured().powerOn(BenchSetup.of(board, BLINKY));
        console = bench.terminal("usart1");
        console.waitForPrompt("blinky> ", SECOND);
    }

    @AfterEach
    void powerOff() {
        bench.close();
    }

    @Test
    void waitsForWhatTheConsoleAnswers() {
        console.writeLine("led off");

        assertThat(console.waitForLines(
                        List.of(TextPattern.containing("led off"), TextPattern.containing("ok")), SECOND))
                .extracting(Terminal.Line::text)
                .containsExactly("led off", "ok");
        console.waitForPrompt("blinky> ", SECOND);
    }

    @Test
    void catchesTheGroupsOfARegularExpression() {
        console.writeLine("open the pod bay doors");

        Terminal.Line line = console.waitForLine(TextPattern.regex("^unknown command: (\\w+) the (.*)$"), SECOND);

        assertThat(line.groups()).containsExactly("open", "pod bay doors");
    }

    @Test
    void stampsLinesWithVirtualTime() {
        console.writeLine("one");
        Duration first = console.waitForLine("unknown command: one", SECOND).timestamp();
        bench.runFor(SECOND);
        console.writeLine("two");
        Duration second = console.waitForLine("unknown command: two", SECOND).timestamp();

        assertThat(second.minus(first).toMillis())
                .as("milliseconds of virtual time between the answers")
                .isBetween(1000L, 1500L);
    }

    @Test
    void failsWithWhatCameInstead() {
        console.writeLine("led off");

        assertThatThrownBy(() -> console.waitForLine("led on", Duration.ofMillis(200)))
                .isInstanceOf(ExpectationFailedError.class)
                .hasMessageContaining("usart1")
                .hasMessageContaining("led on")
                .hasMessageContaining("ok");
    }

    @Test
    void seesThatNothingAppears() {
        console.shouldNotAppear("button", Duration.ofMillis(300));
        assertThat(console.isIdle(Duration.ofMillis(300))).as("silence").isTrue();
    }

    @Test
    void failsWhenTheForbiddenTextAppears() {
        console.writeLine("nonsense");

        assertThatThrownBy(() -> console.shouldNotAppear("unknown command", SECOND))
                .isInstanceOf(ExpectationFailedError.class)
                .hasMessageContaining("unknown command");
    }

    @Test
    void watchesTheLedBlink() {
        Led led = bench.led("gpioPortI.LD1");

        led.waitUntil(true, SECOND);
        led.waitUntil(false, BLINK.multipliedBy(2));
        led.waitUntil(true, BLINK.multipliedBy(2));
    }

    @Test
    void seesTheLedHold() {
        Led led = bench.led("gpioPortI.LD1");
        console.writeLine("led on");

        led.waitUntilHeld(true, SECOND, SECOND);
        assertThat(led.isLit()).as("lit").isTrue();
    }

    @Test
    void failsWhenTheLedDoesNotHold() {
        Led led = bench.led("gpioPortI.LD1");

        assertThatThrownBy(() -> led.waitUntilHeld(true, SECOND, SECOND))
                .isInstanceOf(ExpectationFailedError.class)
                .hasMessageContaining("gpioPortI.LD1");
    }

    @Test
    void pressesTheButton() {
        Button button = bench.button("gpioPortI.UserButton");

        button.press();
        console.waitForLine("button pressed", SECOND);
        assertThat(button.isPressed()).as("pressed").isTrue();
        button.release();
        console.waitForLine("button released", SECOND);
    }

    @Test
    void readsMemoryAndRegisters() {
        long address = Long.decode(bench.monitor()
                .execute("sysbus GetSymbolAddress \"led_changes\"")
                .strip());
        bench.pause();
        long before = bench.memory().readDoubleWord(address);
        bench.runFor(SECOND);

        assertThat(bench.memory().readDoubleWord(address) - before)
                .as("changes of the LED in a second")
                .isCloseTo(10, within(1L));
        assertThat(bench.cpu("cpu").programCounter())
                .as("program counter in flash")
                .isBetween(0x0800_0000L, 0x0810_0000L);
        bench.memory().writeDoubleWord(address, 4711);
        assertThat(bench.memory().readDoubleWord(address)).isEqualTo(4711);
    }

    @Test
    void runsForExactlyTheTimeAsked() {
        bench.pause();
        Duration before = bench.virtualTime();
        bench.runFor(Duration.ofMillis(250));

        assertThat(bench.virtualTime().minus(before).toNanos())
                .as("nanoseconds of virtual time")
                .isCloseTo(250_000_000L, within(10L));
    }

    @Test
    void letsNoVirtualTimePassWhilePaused() {
        bench.pause();
        Duration before = bench.virtualTime();

        bench.monitor().execute("sysbus ReadDoubleWord 0x20000000");

        assertThat(bench.virtualTime()).isEqualTo(before);
    }

    @Test
    void bootsAgainAfterAReset() {
        bench.reset();

        console.waitForLine("*** Booting blinky ***", SECOND);
        assertThat(bench.executedInstructions())
                .as("instructions since the reset")
                .isPositive();
    }

    @Test
    void waitsForTheLog() {
        bench.monitor().execute("log \"a mark of the test\" 3");

        assertThat(bench.log().waitForEntry("a mark of the test", SECOND)).contains("a mark of the test");
        bench.log().shouldNotAppear("a mark of the test", Duration.ofMillis(100));
    }
}

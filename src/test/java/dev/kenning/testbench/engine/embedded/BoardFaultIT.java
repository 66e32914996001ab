package dev.kenning.testbench.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.BenchSnapshot;
import dev.kenning.testbench.engine.Injection;
import dev.kenning.testbench.fault.BoardFault;
import dev.kenning.testbench.fault.BoardFault.AtAccess;
import dev.kenning.testbench.fault.BoardFault.AtCode;
import dev.kenning.testbench.fault.BoardFault.AtInstruction;
import dev.kenning.testbench.fault.BoardFault.AtTime;
import dev.kenning.testbench.fault.BoardFault.CutPower;
import dev.kenning.testbench.fault.BoardFault.Effect;
import dev.kenning.testbench.fault.BoardFault.FireInterrupt;
import dev.kenning.testbench.fault.BoardFault.FlipMemory;
import dev.kenning.testbench.fault.BoardFault.FlipRegister;
import dev.kenning.testbench.fault.BoardFault.Misread;
import dev.kenning.testbench.fault.BoardFault.Moment;
import dev.kenning.testbench.fault.BoardFault.Reset;
import dev.kenning.testbench.fault.BoardFault.SkipInstruction;
import dev.kenning.testbench.fault.BoardFault.SuppressInterrupt;
import dev.kenning.testbench.fault.Place;
import dev.kenning.testbench.host.KenningException;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.SessionOptions;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults inside a board happen once, where and when they were aimed, and say what they did. */
@Tag("board")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoardFaultIT {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private Bench bench;
    private BenchSnapshot started;

    @BeforeAll
    void boot() {
        bench = new EmbeddedEngine()
                .powerOn(BenchSetup.of(
                        BoardCatalogue.builtIn().board("stm32f746g_disco"),
                        Path.of("firmware/prebuilt/stm32f746g_disco/kenning-device.elf")));
        bench.awaitWelcome(SECOND);
        started = bench.snapshot();
    }

    @BeforeEach
    void goBack() {
        bench.restore(started);
    }

    @AfterAll
    void powerOff() {
        bench.close();
    }

    private BoardFault.Occurrence after(Moment moment, Effect effect) {
        try (Injection injection = bench.inject(BoardFault.of(moment, effect))) {
            pingAnd(() -> assertThat(injection.occurrences()).hasSize(1));
            return injection.occurrences().get(0);
        }
    }

    /** What a board does that was disturbed is not of interest here. */
    private void pingAnd(Runnable check) {
        try {
            KenningSession.open(bench.port("usart6"), SessionOptions.uart().withPingAttempts(1));
        } catch (KenningException e) {
            assertThat(e).isNotNull();
        }
        check.run();
    }

    @Test
    void flipsABitOfARegisterBeforeTheInstructionOfACount() {
        long count = bench.executedInstructions() + 137;

        BoardFault.Occurrence flip = after(new AtInstruction(count), new FlipRegister("r12", 3));

        assertThat(flip.instructions()).isEqualTo(count);
        assertThat(flip.detail()).matches("r12 was 0x[0-9A-F]{8} and is 0x[0-9A-F]{8}");
    }

    @Test
    void actsAtAVirtualTimeWhileTheBoardSleeps() {
        Duration moment = bench.virtualTime().plusNanos(20_000);

        BoardFault.Occurrence flip;
        try (Injection injection =
                bench.inject(BoardFault.of(new AtTime(moment), new FlipMemory(Place.at(0x2004_0000), 9)))) {
            bench.runFor(Duration.ofMillis(1));
            assertThat(injection.occurrences()).hasSize(1);
            flip = injection.occurrences().get(0);
        }

        assertThat(flip.time()).isBetween(moment, moment.plusNanos(20));
        assertThat(flip.detail()).isEqualTo("the byte at 0x20040001 was 0x00 and is 0x02");
        assertThat(bench.memory().readByte(0x2004_0001)).isEqualTo(2);
    }

    @Test
    void skipsTheInstructionAtASymbol() {
        BoardFault.Occurrence skip = after(new AtCode(Place.of("server_serve"), 1), new SkipInstruction());

        assertThat(skip.detail()).startsWith("skipped push");
    }

    @Test
    void flipsCodeThatIsExecutedFromThenOn() {
        long entry = bench.memory().readDoubleWord(0x0800_0004) & ~1L;
        int before = bench.memory().readByte(entry);
        try (Injection injection = bench.inject(
                BoardFault.of(new AtInstruction(bench.executedInstructions()), new FlipMemory(Place.at(entry), 0)))) {
            bench.runFor(Duration.ofMillis(1));
            assertThat(injection.occurrences()).hasSize(1);
        }
        assertThat(bench.memory().readByte(entry)).isEqualTo(before ^ 1);

        bench.restore(started);

        assertThat(bench.memory().readByte(entry)).isEqualTo(before);
    }

    @Test
    void letsADeviceGiveWrongBitsSoManyTimes() {
        Place status = Place.at(0x4001_101C);
        long right = bench.memory().readDoubleWord(0x4001_101C);
        try (Injection injection =
                bench.inject(BoardFault.of(new AtTime(bench.virtualTime()), new Misread(status, 0x40, 1)))) {
            bench.runFor(Duration.ofNanos(100));

            assertThat(injection.occurrences()).hasSize(1);
            assertThat(bench.memory().readDoubleWord(0x4001_101C)).isEqualTo(right ^ 0x40);
            assertThat(bench.memory().readDoubleWord(0x4001_101C)).isEqualTo(right);
        }
    }

    @Test
    void firesAndSuppressesAnInterrupt() {
        int pending = 0xE000_E200;
        try (Injection fire = bench.inject(BoardFault.of(new AtTime(bench.virtualTime()), new FireInterrupt(5)))) {
            bench.runFor(Duration.ofNanos(100));
            assertThat(fire.occurrences()).hasSize(1);
            assertThat(bench.memory().readDoubleWord(Integer.toUnsignedLong(pending)) & 1 << 5)
                    .isNotZero();
        }
        try (Injection suppress =
                bench.inject(BoardFault.of(new AtTime(bench.virtualTime()), new SuppressInterrupt(5)))) {
            bench.runFor(Duration.ofNanos(100));
            assertThat(suppress.occurrences()).hasSize(1);
            assertThat(bench.memory().readDoubleWord(Integer.toUnsignedLong(pending)) & 1 << 5)
                    .isZero();
        }
    }

    @Test
    void resetsTheBoardInTheMiddle() throws IOException {
        String before = bench.terminal("usart1").text();
        try (Injection injection =
                bench.inject(BoardFault.of(new AtInstruction(bench.executedInstructions() + 10), new Reset()))) {
            bench.port("usart6").write(new byte[] {1}, 0, 1);
            bench.runFor(SECOND);

            assertThat(injection.occurrences()).hasSize(1);
            assertThat(bench.terminal("usart1").text()).startsWith(before).hasSizeGreaterThan(before.length());
        }
    }

    @Test
    void bootsFromWhatFlashHeldWhenPowerWasCutInTheMiddleOfAWrite() {
        bench.memory().writeDoubleWord(0x2004_0000, 0x1234_5678);
        try (Injection injection =
                bench.inject(BoardFault.of(new AtAccess(Place.at(0x080F_0004), 1), new CutPower()))) {
            bench.memory().writeDoubleWord(0x080F_0000, 0x1111_1111);
            bench.memory().writeDoubleWord(0x080F_0004, 0x2222_2222);
            String before = bench.terminal("usart1").text();

            bench.runFor(SECOND);

            assertThat(injection.occurrences())
                    .singleElement()
                    .satisfies(cut -> assertThat(cut.detail()).contains("sram"));
            assertThat(bench.memory().readDoubleWord(0x080F_0000)).isEqualTo(0x1111_1111);
            assertThat(bench.memory().readDoubleWord(0x2004_0000)).isZero();
            assertThat(bench.terminal("usart1").text()).startsWith(before).hasSizeGreaterThan(before.length());
            assertThat(KenningSession.open(bench.port("usart6")).isOpen()).isTrue();
        }
    }

    @Test
    void takesBackWhatHasNotHappened() {
        Injection injection = bench.inject(
                BoardFault.of(new AtCode(Place.of("server_serve"), 1), new FlipRegister("pc", 20)),
                BoardFault.of(new AtAccess(Place.at(0x4001_1424), 1), new Reset()),
                BoardFault.of(new AtInstruction(bench.executedInstructions() + 5), new Reset()),
                BoardFault.of(new AtTime(bench.virtualTime().plusMillis(1)), new Reset()));

        injection.close();

        KenningSession.open(bench.port("usart6")).close();
        assertThat(injection.occurrences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0x30000000 | the place 0x30000000 is no memory; nothing is there",
                "0x40011000 | the place 0x40011000 is no memory; usart1 is there",
                "server_serv | the firmware has no symbol 'server_serv'. Did you mean 'server_serve'?",
                ".txt | the firmware has no section '.txt'; it has",
                ".text+0x9000000 | the section .text has",
            })
    void refusesAPlaceThatDoesNotExist(String place, String reason) {
        BoardFault fault = BoardFault.of(new AtTime(SECOND), new FlipMemory(Place.of(place), 0));

        assertThatThrownBy(() -> bench.inject(fault))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(reason)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void refusesNamesNumbersAndMomentsThatAreNotThere() {
        AtTime later = new AtTime(bench.virtualTime().plus(SECOND));
        List<String> messages = List.of(
                refusal(BoardFault.of(later, new FlipRegister("r13", 0))),
                refusal(BoardFault.of(later, new FlipRegister("r1", 32))),
                refusal(BoardFault.of(later, new FireInterrupt(999))),
                refusal(BoardFault.of(later, new Reset()).on("cpu1")),
                refusal(BoardFault.of(new AtInstruction(1), new Reset())));

        assertThat(messages.get(0)).startsWith("the core cpu has no register 'r13' that can be disturbed.");
        assertThat(messages.get(1)).isEqualTo("the register r1 of cpu has bits 0 to 31, not 32");
        assertThat(messages.get(2)).startsWith("the interrupt controller nvic has inputs 0 to ");
        assertThat(messages.get(3)).startsWith("the board has no core 'cpu1'; it has cpu.");
        assertThat(messages.get(4)).startsWith("the fault 'reset at instruction 1' is in the past: the board is at ");
    }

    private String refusal(BoardFault fault) {
        try (Injection injection = bench.inject(fault)) {
            return "armed: " + injection.occurrences();
        } catch (BadInputException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

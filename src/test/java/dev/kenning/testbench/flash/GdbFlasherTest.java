package dev.kenning.testbench.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.flash.Flasher.Outcome;
import dev.kenning.testbench.gdb.GdbAddress;
import dev.kenning.testbench.gdb.Packets;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.uart.SilentPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that has flash; what real servers do is in {@link GdbFlasherIT}. */
class GdbFlasherTest {

    private static final OptionalLong IN_THE_MIDDLE = OptionalLong.of(ScriptedServer.FLASH + 0x700);

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private final ScriptedServer server;
    private byte[] program = new byte[0];
    private Path file = Path.of("");

    GdbFlasherTest() throws IOException {
        server = new ScriptedServer();
    }

    /** Bytes of every value, those that packets must escape among them. */
    @BeforeEach
    void writeAProgram() throws IOException {
        program = new byte[3000];
        new Random(42).nextBytes(program);
        file = folder.resolve("program.bin");
        Files.write(file, program);
        new Random(43).nextBytes(server.flash);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private GdbFlasher flasher() {
        return GdbFlasher.of(new GdbAddress("127.0.0.1", server.port())).within(Duration.ofSeconds(2));
    }

    private Outcome flash() {
        return flasher().at(IN_THE_MIDDLE).flash(file, told::add);
    }

    private byte[] flashed() {
        return Arrays.copyOfRange(server.flash, 0x700, 0x700 + program.length);
    }

    @Test
    void erasesTheBlocksThatTheProgramTouchesAndNoOthers() {
        byte[] before = server.flash.clone();

        assertThat(flash()).isEqualTo(Outcome.WRITTEN);

        assertThat(flashed()).isEqualTo(program);
        assertThat(server.erased).containsExactly(1, 2, 3, 4);
        assertThat(server.requests.stream().filter(request -> request.startsWith("vFlashErase")))
                .containsExactly("vFlashErase:8000400,1000");
        assertThat(Arrays.copyOf(server.flash, 0x400)).isEqualTo(Arrays.copyOf(before, 0x400));
    }

    @Test
    void finishesWritingVerifiesResetsAndLetsTheBoardRunInThatOrder() {
        flash();

        List<String> steps = server.requests.stream()
                .map(request -> request.replaceAll("[:,;].*", ""))
                .map(request -> request.replaceAll("(?s)^vFlashWrite.*", "vFlashWrite"))
                .toList();
        assertThat(steps)
                .containsSubsequence("qSupported", "vFlashErase", "vFlashWrite", "vFlashDone", "qCRC", "qRcmd", "D")
                .endsWith("D");
        assertThat(told)
                .contains("writing 3,000 bytes of " + file, "100 % written", "verified 3,000 bytes by their checksum");
    }

    @Test
    void keepsRequestsWithinWhatTheServerTakes() {
        flash();

        assertThat(server.requests)
                .allSatisfy(request -> assertThat(request.length()).isLessThanOrEqualTo(0x200));
    }

    @Test
    void leavesABoardAloneThatHasTheProgram() {
        flash();
        server.requests.clear();

        assertThat(flash()).isEqualTo(Outcome.ALREADY_THERE);

        assertThat(server.first("vFlash")).isEmpty();
        assertThat(server.first("qRcmd")).as("the reset").isPresent();
        assertThat(told).contains("the board has " + file + " already, 3,000 bytes compared");
    }

    @Test
    void readsBackWhereTheServerHasNoChecksums() {
        server.withoutChecksums();

        flash();

        assertThat(flashed()).isEqualTo(program);
        assertThat(told).contains("verified 3,000 bytes by reading them back");
    }

    @Test
    void writesIntoRamWithoutErasing() throws IOException {
        flasher().at(OptionalLong.of(0x2000_0010L)).flash(file, told::add);

        assertThat(Arrays.copyOfRange(server.ram, 0x10, 0x10 + program.length)).isEqualTo(program);
        assertThat(server.erased).isEmpty();
    }

    @Test
    void sendsAgainWhatArrivesDamaged() {
        server.damaging(2);

        assertThat(flash()).isEqualTo(Outcome.WRITTEN);
    }

    @Test
    void takesTheNextNameOfAResetWhereTheServerPrintsThatItDoesNotKnowOne() {
        server.bend("qRcmd,7265736574", answer -> "O" + hex("unknown command: 'reset'\n"));

        flash();

        assertThat(server.first("qRcmd," + hex("system_reset"))).isPresent();
    }

    @Test
    void passesOverAStopThatItDidNotAskFor() {
        server.tellingOfAStopAtFirst();

        assertThat(flash()).isEqualTo(Outcome.WRITTEN);
        assertThat(flashed()).isEqualTo(program);
    }

    @Test
    void saysWhatItIsToldBeforeAndResetsAsItIsTold() {
        flasher()
                .at(IN_THE_MIDDLE)
                .after(List.of("swdp_scan"))
                .resettingBy(List.of("reset halt"))
                .flash(file, told::add);

        assertThat(server.requests)
                .containsSubsequence("qRcmd," + hex("swdp_scan"), "?", "qRcmd," + hex("reset halt"), "D");
    }

    /** Where it breaks off, and what is said. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            vFlashErase | E05     | refuses to erase 4,096 bytes of flash at 0x08000400: error E05
            vFlashWrite | E09     | refuses to write 232 bytes at 0x08000700: error E09
            vFlashDone  | E01     | refuses to finish writing the flash: error E01
            vFlashWrite | gone    | is gone while it was asked 'vFlashWrite:8000700:
            vFlashWrite | silence | has not answered 'vFlashWrite:8000700:
            qXfer       | E01     | refuses the memory map: error E01
            ?           | W00     | the server holds no target (it says 'W00' to '?')
            D           | E01     | refuses to let the board run: error E01
            """)
    void saysWhereItBrokeOff(String request, String answer, String message) {
        server.bend(request, usual -> answer.equals("gone") ? null : answer);

        assertThatThrownBy(this::flash)
                .isInstanceOf(FlashException.class)
                .hasMessageContaining("flashing " + file + " through the GDB server 127.0.0.1:" + server.port())
                .hasMessageContaining(message);
    }

    @Test
    void saysWhichByteIsNotAsItWasWritten() {
        server.withoutChecksums().bend("vFlashDone", answer -> {
            server.flash[0x700 + 1234] ^= 0x10;
            return answer;
        });

        assertThatThrownBy(this::flash)
                .hasMessageContaining(
                        "the board does not hold what was written: at 0x08000BD2 is 0x%02X and should be 0x%02X",
                        (program[1234] ^ 0x10) & 0xFF, program[1234])
                .hasMessageContaining("flash 0x08000000-0x0800FFFF");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0800F800 | has bytes at 0x08010000, where the board has no memory; it has flash 0x08000000-0x0800FFFF, ram 0x20000000-0x20007FFF
            1FFF0000 | has bytes at 0x1FFF0000, which cannot be written: rom 0x1FFF0000-0x1FFF0FFF
            """)
    void writesNothingOfAProgramThatDoesNotFit(String base, String message) {
        assertThatThrownBy(() ->
                        flasher().at(OptionalLong.of(Long.parseLong(base, 16))).flash(file, told::add))
                .isInstanceOf(FlashException.class)
                .hasMessageContaining(message);
        assertThat(server.first("vFlash")).isEmpty();
    }

    @Test
    void wantsToKnowWhereABinaryFileGoes() {
        assertThatThrownBy(() -> flasher().flash(file, told::add))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("of a binary file say where it goes in memory");
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        try (SilentPort port = new SilentPort()) {
            GdbFlasher flasher = GdbFlasher.of(new GdbAddress("127.0.0.1", port.number()))
                    .within(Duration.ofSeconds(2))
                    .at(IN_THE_MIDDLE);

            assertThatThrownBy(() -> flasher.flash(file, told::add))
                    .isInstanceOf(FlashException.class)
                    .hasMessageContaining("no GDB server is at 127.0.0.1:" + port.number());
        }
    }

    private static String hex(String text) {
        return Packets.hex(text);
    }
}

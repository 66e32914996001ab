package dev.kenning.testbench.emulator.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.monitor.MonitorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds this engine against what Renode 1.15.3 printed for {@code m7short.elf} and {@code rvshort.elf} ({@code
 * renode-golden/}).
 */
class RenodeTranscriptTest {

    private static final Path GOLDEN = Path.of("src/test/resources/renode-golden");

    @TempDir
    private Path directory;

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("renode"), GOLDEN));

    @ParameterizedTest
    @CsvSource({"m7, 22", "rv, 20"})
    void answersEveryCommandOfTheTranscriptAsRenodeDid(String program, int commands) throws IOException {
        List<MonitorTranscript.Exchange> exchanges = MonitorTranscript.read(program + ".monitor.txt");
        assertThat(exchanges).hasSize(commands);
        for (MonitorTranscript.Exchange exchange : exchanges) {
            String selected = exchange.prompt().equals("monitor")
                    ? ""
                    : emulation.machine().name();
            assertThat(selected)
                    .as("machine before: %s", exchange.command())
                    .isEqualTo(exchange.prompt().equals("monitor") ? "" : exchange.prompt());

            String output = answer(inDirectory(exchange.command()));

            assertThat(MonitorTranscript.masked(output))
                    .as(exchange.command())
                    .isEqualTo(MonitorTranscript.masked(exchange.output()));
        }
        String csv = program + ".opcodes.csv";
        assertThat(directory.resolve(csv)).hasSameTextualContentAs(GOLDEN.resolve(csv));
    }

    /** Returns what the monitor prints, also of a command that fails. */
    private String answer(String command) {
        try {
            return emulation.execute(command);
        } catch (MonitorException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void executesAsManyInstructionsAsRenodeAndSendsTheSameBytes() throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        emulation.execute("mach create");
        emulation.execute("machine LoadPlatformDescription @stm32f746g_disco.repl");
        emulation.machine().uart("usart1").addListener(sent::write);
        emulation.execute("sysbus LoadELF @m7short.elf");

        emulation.machine().runFor(50_000_000);

        assertThat(emulation.execute("sysbus.cpu ExecutedInstructions")).isEqualTo("0x0000000000002470");
        // The recording was cut behind its last word: m7.collapsed counts 81 instructions in the last puts_, which is 7
        // for each of 11 characters and 4 around them, so CR and LF were sent there too.
        assertThat(sent.toString(StandardCharsets.US_ASCII))
                .isEqualTo(Files.readString(GOLDEN.resolve("m7.uart.txt"), StandardCharsets.US_ASCII) + "\r\n");
        assertThat(emulation.machine().log().lines())
                .as("warnings")
                .noneMatch(line -> line.contains("[WARNING]") || line.contains("[ERROR]"));
    }

    @Test
    void countsTheSameInstructionsWhetherPatternsAreCountedOrNot() {
        assertThat(runAndDescribe(true)).isEqualTo(runAndDescribe(false));
    }

    private String runAndDescribe(boolean countPatterns) {
        Emulation fresh = new Emulation(SearchPath.of(Path.of("renode"), GOLDEN));
        fresh.execute("mach create; machine LoadPlatformDescription @stm32f746g_disco.repl");
        fresh.execute("sysbus LoadELF @m7short.elf");
        if (countPatterns) {
            fresh.execute("cpu InstallOpcodeCounterPattern \"any\" \"xxxxxxxxxxxxxxxx\"");
            fresh.execute("cpu EnableOpcodesCounting true");
        }
        fresh.execute("emulation RunFor \"0.05\"");
        return fresh.execute("cpu ExecutedInstructions; cpu PC; cpu SP; cpu R0")
                + fresh.machine().cores().get(0).opcodeCounts();
    }

    private String inDirectory(String command) {
        return command.replace("SaveAllOpcodesCounters @", "SaveAllOpcodesCounters @" + directory + "/")
                .replace("EnableProfiler \"", "EnableProfiler \"" + directory + "/");
    }
}

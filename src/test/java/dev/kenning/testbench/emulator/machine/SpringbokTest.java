package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Springbok by the scripts that set it up: ours, which real Renode takes without compiling C#, and the runtime's own. */
class SpringbokTest {

    private static final Path FILES = Path.of("src/test/resources/dev/kenning/testbench/emulator/springbok");
    private static final Path FIRMWARE = Path.of("firmware/prebuilt/springbok/kenning-device-gen1.elf");

    private static final String CODE = "0x32000000";
    private static final String RELEASE = "sysbus.vec_controlblock WriteDoubleWord 0xC 0";
    private static final long MILLISECOND = 1_000_000;

    private enum Script {
        OURS(Path.of("renode/springbok.resc")),
        UPSTREAM(FILES.resolve("springbok.resc"));

        private final Path file;

        Script(Path file) {
            this.file = file;
        }
    }

    private final Emulation emulation = new Emulation(SearchPath.of());

    private void setUp(Script script) {
        run("$springbokriscv32_cs=@" + FILES.resolve("SpringbokRiscV32.cs").toAbsolutePath());
        run("$springbok_repl=@" + FILES.resolve("springbok.repl").toAbsolutePath());
        run("$bin=@" + FIRMWARE.toAbsolutePath());
        run("include @" + script.file.toAbsolutePath());
        run("start");
    }

    @ParameterizedTest
    @EnumSource(Script.class)
    void waitsForItsReleaseWhileTimePasses(Script script) {
        setUp(script);

        emulation.machine().runFor(100 * MILLISECOND);

        assertThat(run("sysbus.cpu IsHalted")).isEqualTo("True");
        assertThat(run("sysbus.cpu ExecutedInstructions")).isEqualTo("0x0000000000000000");
        assertThat(emulation.machine().nanos()).isEqualTo(100 * MILLISECOND);
    }

    @ParameterizedTest
    @EnumSource(Script.class)
    void runsItsFirmwareOnceReleased(Script script) {
        setUp(script);

        run(RELEASE);
        emulation.machine().runFor(MILLISECOND);

        assertThat(emulation.machine().log().lines())
                .last()
                .asString()
                .endsWith("[INFO] cpu: simprint: \"Runtime started\", 0 (0x0)");
        assertThat(run("sysbus.cpu GetOpcodeCounter \"csrrs\"")).isNotEqualTo("0x0000000000000000");
    }

    @ParameterizedTest
    @EnumSource(Script.class)
    void haltsAndReportsWhenItsProgramFinishes(Script script) {
        setUp(script);
        program(0x0000307B, 0x00100093); // finish; addi x1, x0, 1

        run(RELEASE);
        emulation.machine().runFor(MILLISECOND);

        assertThat(run("sysbus.cpu IsHalted")).isEqualTo("True");
        assertThat(run("sysbus.cpu ExecutedInstructions"))
                .as("finish itself is the last instruction")
                .isEqualTo("0x0000000000000001");
        assertThat(run("sysbus.vec_controlblock ReadDoubleWord 0x0"))
                .as("INTR_STATE")
                .isEqualTo("0x00000002");
        assertThat(run("sysbus.vec_controlblock ReadDoubleWord 0xC")).as("CTRL").isEqualTo("0x00000003");
        assertThat(emulation.machine().log().lines())
                .last()
                .asString()
                .endsWith("[INFO] cpu: The program has finished; the core is halted.");
    }

    @ParameterizedTest
    @EnumSource(Script.class)
    void startsAnewAtTheOffsetOfALaterRelease(Script script) {
        setUp(script);
        program(0x0000307B, 0x00100093, 0x0000307B); // finish; addi x1, x0, 1; finish
        run(RELEASE);
        emulation.machine().runFor(MILLISECOND);

        run("sysbus.vec_controlblock WriteDoubleWord 0xC 4");
        emulation.machine().runFor(MILLISECOND);

        assertThat(run("sysbus.cpu X1")).isEqualTo("0x1");
        assertThat(run("sysbus.cpu ExecutedInstructions")).as("since the reset").isEqualTo("0x0000000000000002");
    }

    @ParameterizedTest
    @EnumSource(Script.class)
    void waitsForItsHostAndGoesOn(Script script) {
        setUp(script);
        program(0x0000207B, 0x00100093, 0x0000307B); // hostreq; addi x1, x0, 1; finish
        run(RELEASE);
        emulation.machine().runFor(MILLISECOND);
        assertThat(run("sysbus.vec_controlblock ReadDoubleWord 0x0"))
                .as("INTR_STATE")
                .isEqualTo("0x00000001");
        assertThat(run("sysbus.cpu X1")).isEqualTo("0x0");

        run(RELEASE);
        emulation.machine().runFor(MILLISECOND);

        assertThat(run("sysbus.cpu X1")).as("it is not reset, it goes on").isEqualTo("0x1");
    }

    @ParameterizedTest
    @CsvSource({
        "0x000010FB, xcount x1", // index 0: instructions
        "0x7C0020F3, csrr x1 0x7C0",
        "0x7C1020F3, csrr x1 0x7C1"
    })
    void countsTheReadingInstructionToo(String word, String instruction) {
        setUp(Script.OURS);
        program(0x00000013, Integer.decode(word), 0x0000307B); // nop; ...; finish

        run(RELEASE);
        emulation.machine().runFor(MILLISECOND);

        assertThat(run("sysbus.cpu X1")).as(instruction).isEqualTo("0x2");
    }

    @ParameterizedTest
    @CsvSource({"0, ERROR", "1, WARNING", "2, INFO", "3, DEBUG", "4, NOISY"})
    void printsAtTheLevelInItsDestinationRegister(int level, Level expected) {
        setUp(Script.OURS);
        run("logLevel -1");
        write("0x34000000", 0x00006948); // "Hi"
        program(0x340005B7, 0x00000513 | level << 20, 0xFFF00613, 0x00C5857B, 0x0000307B);

        run(RELEASE);
        emulation.machine().runFor(MILLISECOND);

        assertThat(emulation.machine().log().lines())
                .anyMatch(line -> line.endsWith("[" + expected + "] cpu: simprint: \"Hi\", 4294967295 (0xFFFFFFFF)"));
    }

    @Test
    void fillsMemoryInPages() {
        setUp(Script.OURS);

        run("sysbus.vec_controlblock WriteDoubleWord 0x18 0x40");
        run("sysbus.vec_controlblock WriteDoubleWord 0x1C 0x400041");

        assertThat(run("sysbus ReadDoubleWord 0x34000040")).isEqualTo("0x5A5A5A5A");
        assertThat(run("sysbus ReadDoubleWord 0x3400007C")).isEqualTo("0x5A5A5A5A");
        assertThat(run("sysbus ReadDoubleWord 0x34000080")).isEqualTo("0x00000000");
        assertThat(run("sysbus.vec_controlblock ReadDoubleWord 0x20"))
                .as("INIT_STATUS")
                .isEqualTo("0x00000002");
    }

    @Test
    void refusesOtherCSharp(@TempDir Path folder) throws IOException {
        Path other = Files.writeString(folder.resolve("Other.cs"), "public class MyUart : UARTBase {}");

        assertThatThrownBy(() -> run("include @" + other))
                .hasMessageContaining(
                        "no C# compiler and cannot include 'Other.cs', whose class MyUart it does not have")
                .hasMessageContaining("Run this script on Renode.");
    }

    @Test
    void refusesAScriptThatIsNotThereAndOneThatIsNoPython() {
        setUp(Script.OURS);

        assertThatThrownBy(() -> run("sysbus.cpu InstallCustomInstructionHandlerFromFile \"" + "-".repeat(25)
                        + "1011011\" @mine.py"))
                .hasMessageContaining("Could not find source file for the script: mine.py");
        assertThatThrownBy(() -> run("sysbus.cpu RegisterCSRHandlerFromString 0x7C2 \"request.value =\""))
                .hasMessageContaining("[FatalError] unexpected EOF while parsing (Line 1, Column 16)");
    }

    private void program(int... words) {
        for (int i = 0; i < words.length; i++) {
            write(Integer.toHexString(Integer.decode(CODE) + 4 * i), words[i]);
        }
    }

    private void write(String address, int word) {
        String hex = address.startsWith("0x") ? address : "0x" + address;
        run("sysbus WriteDoubleWord " + hex + " 0x" + Integer.toHexString(word));
    }

    private String run(String command) {
        return emulation.execute(command).strip();
    }
}

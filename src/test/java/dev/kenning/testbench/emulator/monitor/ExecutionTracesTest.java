package dev.kenning.testbench.emulator.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.platform.SearchPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the files that a core writes its instructions to, in the forms of Renode 1.15.3. */
class ExecutionTracesTest {

    @TempDir
    Path folder;

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("")));

    @BeforeEach
    void loadThreeInstructions() {
        run("mach create");
        run("machine LoadPlatformDescriptionFromString \"cpu: CPU.RiscV32 @ sysbus { cpuType: \\\"rv32imac\\\" };"
                + " ram: Memory.MappedMemory @ sysbus 0x2000 { size: 0x1000 }\"");
        run("sysbus WriteDoubleWord 0x2000 0x13");
        run("sysbus WriteWord 0x2004 1");
        run("sysbus WriteDoubleWord 0x2006 0x310093");
        run("sysbus.cpu PC 0x2000");
    }

    @Test
    void tellAddresses() throws IOException {
        assertThat(trace("PC")).isEqualTo("0x2000\n0x2004\n0x2006\n");
    }

    @Test
    void tellEncodings() throws IOException {
        assertThat(trace("Opcode")).isEqualTo("0x00000013\n0x0001\n0x00310093\n");
        assertThat(Files.readString(file())).hasLineCount(3);
    }

    @Test
    void tellBoth() throws IOException {
        assertThat(trace("PCAndOpcode")).isEqualTo("0x2000: 0x00000013\n0x2004: 0x0001\n0x2006: 0x00310093\n");
    }

    @Test
    void tellInstructions() throws IOException {
        assertThat(trace("Disassembly").lines()).element(2).asString().contains("addi");
    }

    @Test
    void tellWhatInstructionsLoadAndStore() throws IOException {
        run("sysbus WriteDoubleWord 0x2000 0x30005b7; sysbus WriteWord 0x2004 0x6509"); // lui a1; c.lui a0, 2
        run("sysbus WriteDoubleWord 0x2006 0xb52023; sysbus WriteDoubleWord 0x200A 0x00054603"); // sw a1, 0(a0); lbu
        run("sysbus.cpu CreateExecutionTracing \"tracer\" @" + file() + " PC; tracer TrackMemoryAccesses");

        run("sysbus.cpu Step 4; sysbus.cpu DisableExecutionTracing");

        assertThat(file())
                .content(StandardCharsets.UTF_8)
                .hasLineCount(6)
                .contains("0x2006\nMemoryWrite with address 0x2000, value 0x3000000\n0x200A\nMemoryRead with address");
        run("sysbus.cpu PC 0x2006; sysbus.cpu Step");
    }

    @Test
    void tellHowVectorsAreConfigured() throws IOException {
        run("mach create");
        run("machine LoadPlatformDescriptionFromString \"cpu: CPU.RiscV32 @ sysbus { cpuType: \\\"rv32imacv\\\" };"
                + " ram: Memory.MappedMemory @ sysbus 0x2000 { size: 0x1000 }\"");
        run("sysbus WriteDoubleWord 0x2000 0x04007057; sysbus.cpu MSTATUS 0x600; sysbus.cpu PC 0x2000"); // vsetvli
        run("sysbus.cpu CreateExecutionTracing \"tracer\" @" + file() + " PC true; tracer TrackVectorConfiguration");

        run("sysbus.cpu Step; sysbus.cpu DisableExecutionTracing");

        assertThat(Files.readString(file(), StandardCharsets.ISO_8859_1))
                .isEqualTo("ReTrace\4\4\0" + "\0\40\0\0" + "\2" + "\0".repeat(8) + "\100" + "\0".repeat(7) + "\0");
    }

    @Test
    void tellAddressesAndEncodingsInBinary() throws IOException {
        record("PCAndOpcode true");

        assertThat(Files.readString(file(), StandardCharsets.ISO_8859_1))
                .isEqualTo("ReTrace\4\4\1" + "\0\20" + "riscv32 rv32imac" // The header.
                        + "\0\40\0\0\4\23\0\0\0\0" + "\4\40\0\0\2\1\0\0" + "\6\40\0\0\4\223\0\61\0\0");
    }

    @Test
    void endWhenTheyAreDisabled() throws IOException {
        record("PC");
        run("sysbus.cpu PC 0x2000");
        run("sysbus.cpu Step 2");

        assertThat(Files.readString(file())).hasLineCount(3);
    }

    @Test
    void areRefusedInAFormThatIsNot() {
        assertThatThrownBy(() -> run("sysbus.cpu CreateExecutionTracing \"t\" @" + file() + " Disassembly true"))
                .hasMessageContaining("Tracing don't support binary output file with the 'Disassembly' formatting.");
        assertThatThrownBy(() -> run("sysbus.cpu CreateExecutionTracing \"t\" @" + file() + " Opcodes"))
                .hasMessageContaining("Parameters did not match the signature");
    }

    @Test
    void areRefusedTwiceOnOneCore() {
        run("sysbus.cpu CreateExecutionTracing \"t\" @" + file() + " PC");

        assertThatThrownBy(() -> run("sysbus.cpu CreateExecutionTracing \"u\" @" + file() + " PC"))
                .hasMessageContaining("ExecutionTracer is already running");
        run("sysbus.cpu DisableExecutionTracing");
    }

    private String trace(String format) throws IOException {
        record(format);
        return Files.readString(file());
    }

    private void record(String format) {
        run("sysbus.cpu CreateExecutionTracing \"t\" @" + file() + " " + format);
        run("sysbus.cpu Step 3");
        run("sysbus.cpu DisableExecutionTracing");
    }

    private Path file() {
        return folder.resolve("trace");
    }

    private String run(String command) {
        return emulation.execute(command).strip();
    }
}

package dev.kenning.testbench.emulator.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.platform.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the commands {@code Save} and {@code Load}. */
class SavedEmulationsTest {

    @TempDir
    private Path folder;

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("")));

    @BeforeEach
    void makeAMachineThatCounts() {
        emulation.execute("mach create \"counter\"; machine LoadPlatformDescriptionFromString"
                + " \"cpu: CPU.RiscV32 @ sysbus { cpuType: \\\"rv32imac\\\" };"
                + " ram: Memory.MappedMemory @ sysbus 0x1000 { size: 0x1000 }\"");
        emulation.execute("sysbus WriteDoubleWord 0x1000 0x00150513"); // addi a0, a0, 1
        emulation.execute("sysbus WriteDoubleWord 0x1004 0xffdff06f"); // j -4
    }

    @Test
    void bringBackTheMachinesAsTheyWere() {
        emulation.execute("sysbus.cpu Step 5; Save @" + file());
        emulation.execute("sysbus.cpu Step 10; sysbus WriteDoubleWord 0x1800 1");

        emulation.execute("Load @" + file());

        assertThat(emulation.execute("sysbus.cpu GetRegister 10")).isEqualTo("0x3");
        assertThat(emulation.execute("sysbus ReadDoubleWord 0x1800")).isEqualTo("0x00000000");
        emulation.execute("sysbus.cpu Step 2");
        assertThat(emulation.execute("sysbus.cpu GetRegister 10")).isEqualTo("0x4");
    }

    @Test
    void bringBackMachinesOfAnEmulationThatWasCleared() {
        emulation.execute("sysbus.cpu Step 5; Save @" + file());
        emulation.execute("Clear; mach create \"other\"");

        emulation.execute("Load @" + file());

        assertThat(emulation.machine().name()).isEqualTo("counter");
        assertThat(emulation.execute("sysbus.cpu PC")).isEqualTo("0x1004");
    }

    @Test
    void leaveNoTraceOfWhatIsNoStateOfMachines() {
        emulation.execute("emulation SingleStepBlocking false; Save @" + file());

        emulation.execute("Load @" + file());

        assertThat(emulation.execute("emulation SingleStepBlocking")).isEqualTo("True");
    }

    @Test
    void refuseAFileThatAnotherProcessHasSaved() throws IOException {
        Files.writeString(file(), "testbench snapshot 1-1\n");

        assertThatThrownBy(() -> emulation.execute("Load @" + file()))
                .hasMessageContaining("was not saved by this process")
                .hasMessageContaining("run the script again, or save and load on Renode");
        assertThat(emulation.machine().name()).isEqualTo("counter");
    }

    @Test
    void refuseWhatIsNoPath() {
        assertThatThrownBy(() -> emulation.execute("Save somewhere"))
                .hasMessageContaining("Parameters did not match the signature");
    }

    private Path file() {
        return folder.resolve("emulation.save");
    }
}

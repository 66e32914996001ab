package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds who sees what is registered for one core. */
class CoreBusesTest {

    private static final String CORE = "cpu: CPU.RiscV32 @ sysbus { cpuType: \\\"rv32imac\\\"; timeProvider: empty }";
    private static final String OWN = "ram: Memory.MappedMemory @ sysbus new Bus.BusPointRegistration"
            + " { address: 0x1000; cpu: cpu } { size: 0x1000 }";

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("")));

    @Test
    void takeRegistrationsOfTheDescriptionThatMakesTheCore() {
        emulation.execute("mach create");
        load(CORE + "; " + OWN);

        assertThat(emulation.machine().buses().own()).containsOnlyKeys("cpu");
    }

    @Test
    void takeRegistrationsForACoreThatWasMadeBefore() {
        emulation.execute("mach create");
        load(CORE);

        load(OWN);

        assertThat(emulation.machine().buses().own()).containsOnlyKeys("cpu");
        emulation.execute("sysbus WriteDoubleWord 0x1000 0x00150513 cpu"); // addi a0, a0, 1
        emulation.execute("cpu PC 0x1000");
        emulation.execute("cpu Step");
        assertThat(emulation.execute("cpu GetRegister 10")).isEqualTo("0x1");
        assertThat(emulation.execute("sysbus ReadDoubleWord 0x1000")).isEqualTo("0x00000000");
    }

    @Test
    void showACoreWhatIsPutOverTheProgramThatItHasRun() {
        emulation.execute("mach create");
        load(CORE + "; all: Memory.MappedMemory @ sysbus 0x1000 { size: 0x2000 }");
        emulation.execute("sysbus WriteDoubleWord 0x1000 0x00150513"); // addi a0, a0, 1
        emulation.execute("cpu PC 0x1000");
        emulation.execute("cpu Step");

        load(OWN);
        emulation.execute("sysbus WriteDoubleWord 0x1000 0x01050513 cpu"); // addi a0, a0, 16
        emulation.execute("cpu PC 0x1000");
        emulation.execute("cpu Step");

        assertThat(emulation.execute("cpu GetRegister 10")).isEqualTo("0x11");
    }

    private void load(String platform) {
        emulation.execute("machine LoadPlatformDescriptionFromString \"" + platform + "\"");
    }
}

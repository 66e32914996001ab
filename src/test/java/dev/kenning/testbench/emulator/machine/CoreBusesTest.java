package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void refuseARegistrationThatTheCoreWouldNeverSee() {
        emulation.execute("mach create");
        load(CORE);

        assertThatThrownBy(() -> load(OWN))
                .hasMessageContaining("'cpu' was made before, on the bus of all")
                .hasMessageContaining("register this in the description that makes 'cpu'");
    }

    private void load(String platform) {
        emulation.execute("machine LoadPlatformDescriptionFromString \"" + platform + "\"");
    }
}

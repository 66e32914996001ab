package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds what stands for devices whose models are missing, where somebody asked for that. */
class MissingModelsTest {

    private static final String PLATFORM = "machine LoadPlatformDescriptionFromString \""
            + "foo: Misc.NoSuch @ sysbus 0x40000000 { -> bar@3; someThing: 5 };"
            + " bar: Irq.NoSuchEither @ sysbus 0x40000400;"
            + " ram: Memory.MappedMemory @ sysbus 0x40001000 { size: 0x1000 }\"";

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("")));

    @Test
    void areRefusedUnlessStubsAreAskedFor() {
        emulation.execute("mach create");

        assertThatThrownBy(() -> emulation.execute(PLATFORM)).hasMessageContaining("--stub-missing");
    }

    @Test
    void readZeroAndLogEachAccess() {
        emulation.execute("$stubMissing=true; mach create");
        emulation.execute(PLATFORM);

        emulation.execute("sysbus WriteDoubleWord 0x40000010 0x12");
        assertThat(emulation.execute("sysbus ReadDoubleWord 0x40000010")).isEqualTo("0x00000000");

        assertThat(emulation.machine().log().lines())
                .anySatisfy(line -> assertThat(line).contains("does not have the model Misc.NoSuch"))
                .anySatisfy(line -> assertThat(line).endsWith("foo: Unhandled write to offset 0x10, value 0x12."))
                .anySatisfy(line -> assertThat(line).endsWith("foo: Unhandled read from offset 0x10."));
    }

    @Test
    void endWhereTheNextDeviceBegins() {
        emulation.execute("$stubMissing=true; mach create");
        emulation.execute(PLATFORM);

        assertThat(emulation.execute("sysbus WhatIsAt 0x400003FC")).contains("<0x40000000, 0x400003FF>");
        assertThat(emulation.execute("sysbus WhatIsAt 0x40000FFC")).contains("<0x40000400, 0x40000FFF>");
    }

    @Test
    void endWhereTheNextDeviceBeginsHoweverTheyAreRegistered() {
        emulation.execute("$stubMissing=true; mach create");
        emulation.execute(PLATFORM.replace(
                "sysbus 0x40000000", "sysbus new Bus.BusPointRegistration { address: 0x40000000; offset: 0 }"));

        assertThat(emulation.execute("sysbus WhatIsAt 0x400003FC")).contains("<0x40000000, 0x400003FF>");
    }

    @Test
    void neverAreCores() {
        emulation.execute("$stubMissing=true; mach create");

        assertThatThrownBy(() ->
                        emulation.execute("machine LoadPlatformDescriptionFromString \"cpu: CPU.NoSuchCore @ sysbus\""))
                .hasMessageContaining("CPU.NoSuchCore");
    }
}

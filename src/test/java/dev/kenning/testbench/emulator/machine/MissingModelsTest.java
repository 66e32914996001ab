package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void needNoAddress() {
        emulation.execute("$stubMissing=true; mach create");

        emulation.execute("machine LoadPlatformDescriptionFromString \"phy: Misc.NoSuch @ sysbus\"");

        assertThat(emulation.execute("peripherals")).contains("phy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cpu: CPU.NoSuchCore @ sysbus { cpuType: 'x' }",
                "cpu: Verilated.NoSuchCore @ sysbus { cpuType: 'ibex' }",
                "nvic: IRQControllers.NVIC @ sysbus 0xE000E000 { IRQ -> cpu@0 };"
                        + " cpu: CPU.CortexM @ sysbus { cpuType: 'cortex-m99'; nvic: nvic }",
                "cpu: CPU.NoSuchCore @ sysbus; sysbus: { Endianess: Endianess.BigEndian }"
            })
    void areCoresThatExecuteNothing(String core) {
        emulation.execute("$stubMissing=true; mach create");

        emulation.execute("machine LoadPlatformDescriptionFromString \""
                + core.replace("'", "\\\"") + "; ram: Memory.MappedMemory @ sysbus 0 { size: 0x1000 }; "
                + "foo: Misc.NoSuch @ sysbus 0x40000000 { -> cpu@3 }\"");
        emulation.machine().tellMissingCores();

        assertThat(emulation.machine().cores()).isEmpty();
        assertThat(emulation.machine().log().lines())
                .anySatisfy(line ->
                        assertThat(line).contains("does not have the core").contains("executes nothing"))
                .anySatisfy(line -> assertThat(line).contains("cpu: A ").contains("no other core is there"));
    }

    @Test
    void takeEveryMemberWithoutEffectAndSaySo() {
        emulation.execute("$stubMissing=true; mach create");
        emulation.execute(PLATFORM);

        assertThat(emulation.execute("sysbus.foo Frequency 100; sysbus.foo Frequency; showAnalyzer sysbus.foo"))
                .isEmpty();

        assertThat(emulation.machine().log().lines())
                .anySatisfy(
                        line -> assertThat(line)
                                .contains(
                                        "foo: Frequency has no effect: the embedded engine does not have the model Misc.NoSuch."))
                .anySatisfy(line -> assertThat(line).contains("foo: The embedded engine has nothing to show of it."));
        assertThat(emulation.machine().stubs()).containsExactly("foo (Misc.NoSuch)", "bar (Irq.NoSuchEither)");
    }

    @Test
    void areACortexMBesideAnother() {
        emulation.execute("$stubMissing=true; mach create");

        emulation.execute("machine LoadPlatformDescriptionFromString \"nvic: IRQControllers.NVIC @ sysbus 0xE000E000;"
                + " cpu0: CPU.CortexM @ sysbus { cpuType: \\\"cortex-m7\\\"; nvic: nvic };"
                + " cpu1: CPU.CortexM @ sysbus { cpuType: \\\"cortex-m7\\\"; nvic: nvic }\"");

        assertThat(emulation.machine().cores()).extracting(Core::name).containsExactly("cpu0");
        assertThat(emulation.machine().log().lines())
                .anySatisfy(line -> assertThat(line).contains("cpu1: ").contains("CPU.CortexM beside cpu0"));
    }

    @Test
    void areNoSourceOfTimeForACore() {
        emulation.execute("$stubMissing=true; mach create");

        emulation.execute("machine LoadPlatformDescriptionFromString \"clint: Irq.NoSuch @ sysbus 0x2000000;"
                + " cpu: CPU.RiscV32 @ sysbus { cpuType: \\\"rv32imc\\\"; timeProvider: clint }\"");

        assertThat(emulation.machine().cores()).hasSize(1);
    }

    @Test
    void areRefusedAsCoresUnlessStubsAreAskedFor() {
        emulation.execute("mach create");

        assertThatThrownBy(() ->
                        emulation.execute("machine LoadPlatformDescriptionFromString \"cpu: CPU.NoSuchCore @ sysbus\""))
                .hasMessageContaining("CPU.NoSuchCore");
    }

    @Test
    void doNotHideAPropertyThatAModelWithoutAFunctionLacks() {
        emulation.execute("mach create");

        emulation.execute("machine LoadPlatformDescriptionFromString"
                + " \"phy: Network.EthernetPhysicalLayer @ none { Id1: 0x22; BasicStatus: 4; VendorSpecific15: 1 }\"");
        assertThatThrownBy(() -> emulation.execute("machine LoadPlatformDescriptionFromString"
                        + " \"phy2: Network.EthernetPhysicalLayer @ none { Id9: 1 }\""))
                .hasMessageContaining("E10");
    }
}

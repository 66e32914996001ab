package dev.kenning.testbench.emulator.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.monitor.MonitorException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds what windows do that stand between somebody and the bus: a core's external MMU, and an IOMMU. */
class AddressWindowsTest {

    private static final String ALL = "7";
    private static final String EXECUTE = "4";

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("")));

    @BeforeEach
    void makeAMachine() {
        emulation.execute("using sysbus; mach create");
        load("cpu: CPU.RiscV32 @ sysbus { cpuType: \\\"rv32gc\\\"; timeProvider: empty };"
                + " mem: Memory.MappedMemory @ sysbus 0x0 { size: 0x100000 }");
        emulation.execute("sysbus WriteDoubleWord 0 0x00052583"); // lw a1, 0(a0)
        emulation.execute("cpu PC 0; logLevel -1");
    }

    @Test
    void anExternalMmuAddsToTheAddressesOfAWindow() {
        define("0x0", "0x1000", "0", ALL);
        define("0x10000", "0x11000", "0x1000", ALL);
        emulation.execute("sysbus WriteDoubleWord 0x10000 0xFFFF; sysbus WriteDoubleWord 0x11000 0x124");

        emulation.execute("cpu SetRegister 10 0x10000; cpu Step");

        assertThat(emulation.execute("cpu GetRegister 11")).isEqualTo("0x124");
    }

    @Test
    void anAccessThatNoWindowTakesStopsTheCoreBeforeItsInstruction() {
        define("0x0", "0x1000", "0", ALL);
        emulation.execute("cpu SetRegister 10 0x2100; cpu Step 2");

        assertThat(emulation.execute("cpu PC")).isEqualTo("0x0");
        assertThat(emulation.execute("cpu ExecutedInstructions")).isEqualTo("0x0000000000000000");
        assertThat(emulation.execute("lastLog"))
                .contains("External MMU fault at 0x2100 when trying to access as Read")
                .contains("MMU fault - the address 0x2100 is not specified in any of the existing ranges");
    }

    @Test
    void aWindowTakesItsOwnTypesOfAccessOnly() {
        emulation.execute("cpu EnableExternalWindowMmu true");
        window("0x0", "0x1000", "0", EXECUTE, EXECUTE);
        window("0x0", "0x1000", "0x1000", "3", "3");
        emulation.execute("sysbus WriteDoubleWord 0x1000 0x124; cpu Step");

        assertThat(emulation.execute("cpu GetRegister 11")).isEqualTo("0x124");
        assertThat(emulation.execute("cpu TranslateAddress 0x10 Read")).isEqualTo("0x0000000000001010");
        assertThat(emulation.execute("cpu TranslateAddress 0x2000 Read")).isEqualTo("0xFFFFFFFFFFFFFFFF");
    }

    @Test
    void aCoreThatHasFaultedGoesOnAfterAReset() {
        emulation.execute("cpu EnableExternalWindowMmu true; cpu Step");
        assertThat(emulation.execute("cpu IsHalted")).isEqualTo("True");

        emulation.execute("machine Reset; cpu EnableExternalWindowMmu false; cpu PC 0; cpu Step");

        assertThat(emulation.execute("cpu PC")).isEqualTo("0x4");
    }

    @Test
    void windowsOfADeviceRaiseItsInterruptAndAbortTheCore() {
        load("mmu: Miscellaneous.ExternalWindowMMU @ sysbus 0x47000000"
                + " { cpu: cpu; startAddress: 0; windowSize: 0x1000; numberOfWindows: 2 }");
        emulation.execute("mmu WriteDoubleWord 0x400 0x1000; mmu WriteDoubleWord 0xC00 7");
        emulation.execute("mmu WriteDoubleWord 0x4 0x1000; mmu WriteDoubleWord 0x404 0x2000");

        emulation.execute("cpu SetRegister 10 0x1100; cpu Step");

        assertThat(emulation.execute("lastLog"))
                .contains("mmu: MMU fault occured. Setting the IRQ")
                .contains("cpu: CPU abort detected, halting.");
        assertThat(emulation.execute("mmu ReadDoubleWord 0x404")).isEqualTo("0x00002000");
    }

    @Test
    void refusesWhatIsNoWindow() {
        assertThatThrownBy(() -> emulation.execute("cpu SetMmuWindowAddend 0 0x100"))
                .hasMessageContaining("External MMU not enabled");
        emulation.execute("cpu EnableExternalWindowMmu true; cpu AcquireExternalMmuWindow 7");
        assertThatThrownBy(() -> emulation.execute("cpu SetMmuWindowAddend 256 0x100"))
                .hasMessageContaining("Window index to high, maximum number: 255, got 256");
        assertThatThrownBy(() -> emulation.execute("cpu SetMmuWindowEnd 0 0x100001000"))
                .hasMessageContaining("Address is outside of the possible range.");
        assertThatThrownBy(() -> emulation.execute("cpu SetMmuWindowStart 0 0x100"))
                .isInstanceOfSatisfying(
                        MonitorException.class,
                        thrown -> assertThat(thrown.type()).contains("CpuAbortException"))
                .hasMessageContaining(
                        "MMU ranges must be aligned to the page size (0x1000), the address 0x100 is not.");
    }

    @Test
    void anIommuGuardsTheMemoryFromTheDevicesBehindIt() {
        load("iommu: Miscellaneous.WindowIOMMU @ sysbus 0x46000000;"
                + " dma: SimpleDMA @ { sysbus 0x45000000; iommu 0 }");
        emulation.execute("iommu WriteDoubleWord 0x0 0x1000; iommu WriteDoubleWord 0x400 0x2000");
        emulation.execute("iommu WriteDoubleWord 0x800 0x100; iommu WriteDoubleWord 0xC00 2");

        emulation.execute("dma WriteDoubleWord 0 0x1234; dma WriteDoubleWord 4 0x1000; dma WriteDoubleWord 8 0x1000");

        assertThat(emulation.execute("sysbus ReadDoubleWord 0x1100")).isEqualTo("0x00001234");
        assertThat(emulation.execute("dma ReadDoubleWord 0")).isEqualTo("0x00000000");
        assertThat(emulation.execute("lastLog"))
                .contains("iommu: IOMMU fault at 0x1000 when trying to access as Read")
                .contains("iommu: IOMMU fault occured. Setting the IRQ");
    }

    @Test
    void refusesASecondIommuInFrontOfADevice() {
        load("one: Miscellaneous.WindowIOMMU @ sysbus 0x46000000; two: Miscellaneous.WindowIOMMU @ sysbus 0x47000000");

        assertThatThrownBy(() -> load("dma: SimpleDMA @ { sysbus 0x45000000; one 0; two 0 }"))
                .hasMessageContaining("Trying to change the BusController from one to two for the dma peripheral.");
    }

    @Test
    void aCommandOfAClientMayGoOnInTheNextLine() {
        assertThat(emulation.answer("cpu GetRegister\n\n10")).isEqualTo("0x0\n\n");
    }

    private void define(String start, String end, String addend, String privileges) {
        emulation.execute("cpu EnableExternalWindowMmu true");
        window(start, end, addend, privileges, ALL);
    }

    private void window(String start, String end, String addend, String privileges, String type) {
        String index = emulation.execute("cpu AcquireExternalMmuWindow " + type);
        emulation.execute("cpu SetMmuWindowStart " + index + " " + start);
        emulation.execute("cpu SetMmuWindowEnd " + index + " " + end);
        emulation.execute("cpu SetMmuWindowAddend " + index + " " + addend);
        emulation.execute("cpu SetMmuWindowPrivileges " + index + " " + privileges);
    }

    private void load(String platform) {
        emulation.execute("machine LoadPlatformDescriptionFromString \"" + platform + "\"");
    }
}

package dev.kenning.testbench.emulator.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.core.riscv.CustomCsr;
import dev.kenning.testbench.emulator.core.riscv.RiscV;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.text.Source;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builds machines with RISC-V cores, and steers them as Renode's monitor does. */
class RiscVMachineTest {

    private static final String BOARD = """
        cpu: CPU.RiscV32 @ sysbus
            cpuType: "rv32imac_zicsr"
            timeProvider: clint
            hartId: 0

        clint: IRQControllers.CoreLevelInterruptor @ sysbus 0x02000000
            [0, 1] -> cpu@[3, 7]
            frequency: 1000000

        ram: Memory.MappedMemory @ sysbus 0x80000000
            size: 0x100000
        """;

    /** addi a0, a0, 1; j to the first. */
    private static final String COUNT_FOR_EVER = "sysbus WriteDoubleWord 0x80000000 0x00150513;"
            + " sysbus WriteDoubleWord 0x80000004 0xffdff06f; cpu PC 0x80000000";

    private final Emulation emulation =
            new Emulation(SearchPath.of(Path.of("renode"), Path.of("src/test/resources/renode-golden")));

    @Test
    void executesAtTheSpeedOfThePlatform() {
        load(BOARD);
        emulation.execute(COUNT_FOR_EVER);

        emulation.execute("emulation RunFor \"0.001\"");

        assertThat(emulation.execute("cpu ExecutedInstructions")).isEqualTo("0x00000000000186A0");
        assertThat(emulation.execute("cpu GetRegister 10")).isEqualTo("0xc350");
        assertThat(emulation.execute("cpu PC")).isEqualTo("0x80000000");
    }

    @Test
    void knowsControlAndStatusRegistersByName() {
        load(BOARD);

        emulation.execute("cpu SEPC 0x80000100; cpu MEDELEG 0x100");

        assertThat(emulation.execute("cpu SEPC")).isEqualTo("0x80000100");
        assertThat(emulation.execute("cpu GetRegister 386")).isEqualTo("0x80000100");
        assertThat(emulation.execute("cpu MEDELEG")).isEqualTo("0x100");
        assertThat(emulation.execute("cpu PRIV")).isEqualTo("0x3");
    }

    @Test
    void letsTimePassWhileAllCoresAreHalted() {
        load(BOARD);
        emulation.execute(COUNT_FOR_EVER + "; cpu IsHalted true; emulation RunFor \"10\"");

        assertThat(emulation.execute("cpu ExecutedInstructions")).isEqualTo("0x0000000000000000");
        assertThat(emulation.machine().nanos()).isEqualTo(10_000_000_000L);

        emulation.execute("cpu Resume; emulation RunFor \"0.001\"");
        assertThat(emulation.execute("cpu ExecutedInstructions")).isEqualTo("0x00000000000186A0");
        assertThat(emulation.execute("cpu IsHalted")).isEqualTo("False");
    }

    @Test
    void haltsFromTheDescriptionOn() {
        load(BOARD.replace("hartId: 0\n", "hartId: 0\n    IsHalted: true\n"));
        emulation.execute(COUNT_FOR_EVER + "; emulation RunFor \"0.001\"");

        assertThat(emulation.execute("cpu IsHalted")).isEqualTo("True");
        assertThat(emulation.execute("cpu ExecutedInstructions")).isEqualTo("0x0000000000000000");
    }

    @Test
    void wakesByTheTimerOfTheInterruptor() {
        load(BOARD);
        // wfi; addi a0, a0, 1
        emulation.execute("sysbus WriteDoubleWord 0x80000000 0x10500073; sysbus WriteDoubleWord 0x80000004 0x00150513");
        emulation.execute("sysbus WriteDoubleWord 0x80000008 0xffdff06f; cpu PC 0x80000000");
        RiscV core = (RiscV) emulation.machine().cores().get(0);
        core.setCsr(0x304, 1 << 7);
        emulation.execute("sysbus WriteDoubleWord 0x02004000 500; sysbus WriteDoubleWord 0x02004004 0");

        emulation.machine().runUntil(499_980);
        assertThat(core.isSleeping()).as("asleep before 0.5 ms").isTrue();
        assertThat(core.executedInstructions()).isEqualTo(1);

        emulation.machine().runUntil(500_020);
        assertThat(core.executedInstructions()).as("WFI, and two of 10 ns").isEqualTo(3);
        assertThat(core.csr(0xC01)).as("time").isEqualTo(500);
    }

    @Test
    void runsSeveralCoresSideBySide() {
        load(BOARD + """

            cpu2: CPU.RiscV32 @ sysbus
                cpuType: "rv32imac_zicsr"
                timeProvider: clint
                hartId: 1

            cpu3: CPU.RiscV32 @ sysbus
                cpuType: "rv32imac_zicsr"
                timeProvider: clint
                hartId: 2
                IsHalted: true
            """);
        emulation.execute(COUNT_FOR_EVER + "; cpu2 PC 0x80000000; emulation RunFor \"0.001\"");

        assertThat(emulation.execute("cpu ExecutedInstructions")).isEqualTo("0x00000000000186A0");
        assertThat(emulation.execute("cpu2 ExecutedInstructions")).isEqualTo("0x00000000000186A0");
        assertThat(emulation.execute("cpu3 ExecutedInstructions")).isEqualTo("0x0000000000000000");
        assertThat(emulation.machine().nanos()).isEqualTo(1_000_000);
    }

    @Test
    void countsOpcodesFromWhenItIsToldTo() {
        load(BOARD);
        emulation.execute(COUNT_FOR_EVER + "; cpu Step 10; cpu EnableRiscvOpcodesCounting; cpu Step 10");

        assertThat(emulation.execute("cpu GetOpcodeCounter \"addi\"")).isEqualTo("0x0000000000000005");
        assertThat(emulation.execute("cpu GetOpcodeCounter \"jal\"")).isEqualTo("0x0000000000000005");
        assertThat(emulation.execute("cpu GetAllOpcodesCounters")).contains("|amoadd.w  ", "|c.addi4spn");

        emulation.execute("cpu EnableOpcodesCounting false; cpu Step 10; cpu EnableOpcodesCounting true; cpu Step 2");
        assertThat(emulation.execute("cpu GetOpcodeCounter \"addi\"")).isEqualTo("0x0000000000000006");

        emulation.execute("cpu ResetOpcodesCounters; cpu Step 4");
        assertThat(emulation.execute("cpu GetOpcodeCounter \"addi\"")).isEqualTo("0x0000000000000002");
    }

    @Test
    void setsUpTheVectorUnitAsThePlatformSays() {
        load(BOARD.replace(
                "rv32imac_zicsr\"\n",
                "rv32imfv_zicsr\"\n    VectorRegisterLength: 2048\n    VectorElementMaxWidth: 32\n"));

        assertThat(emulation.execute("cpu VLEN")).isEqualTo("0x800");
        RiscV core = (RiscV) emulation.machine().cores().get(0);
        assertThat(core.csr(0xC22)).as("vlenb").isEqualTo(256);

        emulation.execute("cpu Reset");
        assertThat(emulation.execute("cpu VLEN")).as("after reset").isEqualTo("0x800");
    }

    @Test
    void refusesAVectorLengthThatIsNoPowerOfTwo() {
        assertThatThrownBy(() ->
                        load(BOARD.replace("rv32imac_zicsr\"\n", "rv32imfv_zicsr\"\n    VectorRegisterLength: 100\n")))
                .hasMessageContaining("VectorRegisterLength must be a power of two from 32 to 65536 bits, not 100");
    }

    @Test
    void countsByPatternsOfTheUser() {
        load(BOARD);
        emulation.execute("cpu InstallOpcodeCounterPattern \"increment\" \"000000000001xxxxx000xxxxx0010011\"");
        emulation.execute("cpu EnableRiscvOpcodesCounting; " + COUNT_FOR_EVER + "; cpu Step 10");

        assertThat(emulation.execute("cpu GetOpcodeCounter \"increment\""))
                .as("the pattern that was installed first counts")
                .isEqualTo("0x0000000000000005");
        assertThat(emulation.execute("cpu GetOpcodeCounter \"addi\"")).isEqualTo("0x0000000000000000");
        assertThat(emulation.machine().cores().get(0).opcodeCounts()).containsEntry("addi", 5L);
    }

    @Test
    void refusesToInstallCountersTwice() {
        load(BOARD);
        emulation.execute("cpu EnableRiscvOpcodesCounting");

        assertThatThrownBy(() -> emulation.execute("cpu EnableRiscvOpcodesCounting"))
                .isInstanceOf(MonitorException.class)
                .hasMessageContaining("Opcode 'ecall' already registered");
    }

    @Test
    void executesCustomInstructionsAndCountsThem() {
        load(BOARD);
        RiscV core = (RiscV) emulation.machine().cores().get(0);
        String pattern = "-------------------------1111011";
        core.installCustomInstruction(
                pattern, (cpu, word) -> cpu.setRegister(word >>> 7 & 31, 100 + cpu.startedInstructions()));
        emulation.execute("cpu EnableCustomOpcodesCounting");
        emulation.execute("sysbus WriteDoubleWord 0x80000000 0x13; sysbus WriteDoubleWord 0x80000004 0x57b");
        emulation.execute("cpu PC 0x80000000; cpu Step 2");

        assertThat(core.register(10)).as("the instruction counts itself").isEqualTo(102);
        assertThat(emulation.execute("cpu GetOpcodeCounter \"" + pattern + "\""))
                .isEqualTo("0x0000000000000001");
        assertThat(core.opcodeCounts()).containsEntry(pattern, 1L);
    }

    @Test
    void resetsACoreThatResetsItself() {
        load(BOARD);
        RiscV core = (RiscV) emulation.machine().cores().get(0);
        core.installCustomInstruction(
                "-------------------------1111011",
                (cpu, word) -> cpu.betweenInstructions(() -> {
                    cpu.reset();
                    cpu.setProgramCounter(0x8000_0100L);
                    cpu.setHalted(true);
                }));
        emulation.execute("sysbus WriteDoubleWord 0x80000000 0x13; sysbus WriteDoubleWord 0x80000004 0x7b");
        emulation.execute("cpu PC 0x80000000; emulation RunFor \"0.001\"");

        assertThat(core.executedInstructions()).isZero();
        assertThat(core.programCounter()).isEqualTo(0x8000_0100L);
        assertThat(core.isHalted()).isTrue();
    }

    @Test
    void servesRegistersThatAreInstalled() {
        load(BOARD.replace("hartId: 0\n", "hartId: 0\n    CSRValidation: CSRValidationLevel.None\n"));
        RiscV core = (RiscV) emulation.machine().cores().get(0);
        core.installCsr(0x7C0, CustomCsr.counting(core::startedInstructions));
        // csrr a0, 0x7c0; csrr a1, 0x123
        emulation.execute("sysbus WriteDoubleWord 0x80000000 0x7c002573; sysbus WriteDoubleWord 0x80000004 0x123025f3");
        emulation.execute("cpu SetRegister 11 5; cpu PC 0x80000000; cpu Step 2");

        assertThat(core.register(10)).isEqualTo(1);
        assertThat(core.register(11))
                .as("without validation, a register that does not exist reads 0")
                .isZero();
    }

    @Test
    void refusesAnExtensionThatItDoesNotKnow() {
        assertThatThrownBy(() -> load(BOARD.replace("rv32imac_zicsr", "rv32imaq_zicsr")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("Undefined instruction set: Q.")
                .hasMessageContaining("At 1:6:");
    }

    @Test
    void refusesFirmwareForAnotherCore() {
        load(BOARD.replace("CPU.RiscV32", "CPU.RiscV64").replace("rv32imac", "rv64imac"));
        assertThatThrownBy(() -> emulation.execute("sysbus LoadELF @rvshort.elf"))
                .hasMessageContaining(
                        "rvshort.elf is for RISC-V, 32 bit, but cpu (rv64imac_zicsr) executes RISC-V, 64 bit");
        emulation.execute("Clear");
        load(BOARD);
        assertThatThrownBy(() -> emulation.execute("sysbus LoadELF @m7short.elf"))
                .hasMessageContaining(
                        "m7short.elf is for Arm, 32 bit, but cpu (rv32imac_zicsr) executes RISC-V, 32 bit");
    }

    @Test
    void tellsWhereAProgramFaultedWhenItsHandlerSpins() {
        load(BOARD);
        RiscV core = (RiscV) emulation.machine().cores().get(0);
        core.setCsr(0x305, 0x8000_0100L);
        // An encoding of no instruction; j . as its handler.
        emulation.execute("sysbus WriteDoubleWord 0x80000000 0xffffffff; sysbus WriteDoubleWord 0x80000100 0x6f");
        emulation.execute("cpu PerformanceInMips 1; cpu PC 0x80000000");

        assertThatThrownBy(() -> emulation.execute("emulation RunFor \"5\""))
                .isInstanceOf(CoreFault.class)
                .hasMessageContaining("its fault handler has not returned for a second")
                .hasMessageContaining("illegal instruction at 0x80000000")
                .hasMessageContaining("This core (rv32imac_zicsr) does not have that instruction")
                .hasMessageContaining("call chain: ");
    }

    @Test
    void beginsAtRenodesResetVector() {
        load(BOARD);

        assertThat(emulation.execute("cpu PC")).isEqualTo("0x1000");
        assertThat(emulation.execute("cpu GetRegister 838")).as("mtvec").isEqualTo("0x1010");
        emulation.execute("cpu ResetVector 0x80000000; cpu Reset");
        assertThat(emulation.execute("cpu PC")).isEqualTo("0x80000000");
    }

    @Test
    void followsTheResetVectorUntilSomebodySetsTheProgramCounter() {
        load(BOARD);
        emulation.execute("cpu ResetVector 0x1234");
        assertThat(emulation.execute("cpu PC")).isEqualTo("0x1234");

        emulation.execute("cpu PC 0x5678; cpu ResetVector 0x1238");
        assertThat(emulation.execute("cpu PC")).isEqualTo("0x5678");

        emulation.execute("cpu Reset");
        assertThat(emulation.execute("cpu PC")).isEqualTo("0x1238");
    }

    @Test
    void takesTrapVectorsFromTheMonitorAsTheyAreAndFromProgramsWithoutAModeThatIsNone() {
        load(BOARD);
        emulation.execute("cpu MTVEC 0x52");
        assertThat(emulation.execute("cpu MTVEC")).isEqualTo("0x52");

        emulation.execute("sysbus WriteDoubleWord 0x80000000 0x30565073; cpu PC 0x80000000"); // csrwi mtvec, 12
        emulation.execute("sysbus WriteDoubleWord 0x80000004 0x3059d073; cpu Step 2"); // csrwi mtvec, 19

        assertThat(emulation.execute("cpu MTVEC")).isEqualTo("0x11");
        assertThat(emulation.execute("lastLog")).contains("MTVEC value written to CSR corrected from 0x13 to 0x11");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1011001110001111                 | Pattern 0xB38F is invalid for 16 bits long instruction.
        10110011100011110000111110000010 | Pattern 0xB38F0F82 is invalid for 32 bits long instruction.
        1011001110001111bbbb111110011111 | Pattern 0xB38F0F9F is invalid for 32 bits long instruction.
        10                               | Unsupported custom instruction length: 2.
        """)
    void refusesPatternsWhoseLowestBitsSayAnotherLength(String pattern, String reason) {
        load(BOARD);

        assertThatThrownBy(() ->
                        emulation.execute("cpu InstallCustomInstructionHandlerFromString \"" + pattern + "\" \"pass\""))
                .hasMessageContaining(reason);
    }

    @Test
    void letsCustomInstructionsOfACoreShareTheirState() {
        load(BOARD);
        emulation.execute("cpu InstallCustomInstructionHandlerFromString"
                + " \"00000000000000000000000000001011\" \"state['count'] = 0x147\"");
        emulation.execute("cpu InstallCustomInstructionHandlerFromString"
                + " \"00000000000000000000000010001011\" \"cpu.SetRegister(3, state['count'])\"");
        emulation.execute("sysbus WriteDoubleWord 0x80000000 0xB; sysbus WriteDoubleWord 0x80000004 0x8B");

        emulation.execute("cpu PC 0x80000000; cpu Step 2");

        assertThat(emulation.execute("cpu GetRegister 3")).isEqualTo("0x147");
    }

    @Test
    void addsRegistersOfAPrivilegeByNumberOrName() {
        load(BOARD);

        emulation.execute("cpu RegisterCustomCSR \"one\" 0xBC0 3; cpu RegisterCustomCSR \"two\" 0xBC1 Machine");

        assertThatThrownBy(() -> emulation.execute("cpu RegisterCustomCSR \"three\" 0xBC2 4"))
                .hasMessageContaining("one of User, Supervisor, Hypervisor, Machine is expected, not '4'");
    }

    @Test
    void takesRegistersByTheNumbersOfRenode() {
        load(BOARD.replace("rv32imac_zicsr", "rv32imafc_zicsr"));

        emulation.execute("cpu SetRegister 33 0x3F800000");

        assertThat(emulation.execute("cpu GetRegister 33")).as("f0").isEqualTo("0x3f800000");
        assertThatThrownBy(() -> emulation.execute("cpu GetRegister 999"))
                .hasMessageContaining("Wrong register index: 999");
        assertThatThrownBy(() -> emulation.execute("cpu GetRegister -1"))
                .hasMessageContaining("Wrong register index: -1");
        assertThatThrownBy(() -> emulation.execute("cpu SetRegister 0 1"))
                .hasMessageContaining("The 'X0' register is read-only.");
        assertThatThrownBy(() -> emulation.execute("cpu GetRegister \"a0\""))
                .hasMessageContaining("Parameters did not match the signature: an integer is expected, not 'a0'");
    }

    @Test
    void setsTheModeOfTheTrapVectorAsTheDescriptionSays() {
        load(BOARD.replace("hartId: 0", "hartId: 0\n    interruptMode: InterruptMode.Vectored"));

        emulation.execute("cpu SetRegister 838 0x80000100");

        assertThat(emulation.execute("cpu GetRegister 838")).isEqualTo("0x80000101");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        interruptMode: InterruptMode.Sometimes | must be one of Auto, Direct, Vectored.
        endianness: Endianess.MiddleEndian     | must be one of LittleEndian, BigEndian.
        endianness: Endianess.BigEndian        | The embedded engine has little-endian cores only: run this board on Renode.
        """)
    void refusesWhatItCannotBe(String attribute, String reason) {
        String board = BOARD.replace("hartId: 0", "hartId: 0\n    " + attribute);

        assertThatThrownBy(() -> load(board))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"None, None", "2, Full", "1, PrivilegeLevel"})
    void takesTheLevelOfValidationByNameAndByNumber(String given, String level) {
        load(BOARD);

        emulation.execute("cpu CSRValidation " + given);

        assertThat(emulation.execute("cpu CSRValidation")).startsWith(level + "\n");
    }

    @Test
    void makesAMachineForAPlatformThatIsIncluded() {
        emulation.execute("include @springbok.repl");

        assertThat(emulation.machine().name()).isEqualTo("machine-0");
    }

    @Test
    void tellsWhatStandsAtAnAddress() {
        load(BOARD);

        assertThat(emulation.execute("sysbus WhatIsAt 0x80000000"))
                .isEqualTo("machine-0.ram registered at <0x80000000, 0x800FFFFF>");
        assertThat(emulation.execute("sysbus WhatPeripheralIsAt 0x80000000"))
                .isEqualTo("Antmicro.Renode.Peripherals.Memory.MappedMemory");
        assertThat(emulation.execute("sysbus WhatIsAt 0x9000")).isEmpty();
    }

    @Test
    void fillsARangeOfZerosByAddressAndSize() {
        load(BOARD);

        emulation.execute("sysbus WriteDoubleWord 0x80000000 5; sysbus ZeroRange 0x80000000 0x10");

        assertThat(emulation.execute("sysbus ReadDoubleWord 0x80000000")).isEqualTo("0x00000000");
    }

    private void load(String platform) {
        emulation.execute("mach create");
        emulation.loadPlatform(Source.ofText(platform));
    }
}

package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.core.riscv.RiscV;
import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the RISC-V cores have that Renode knows by names of their own. */
class RiscVKindsTest {

    private static final int A0 = 10;
    private static final int A1 = 11;
    private static final int A2 = 12;
    private static final long MACHINE_EXTERNAL = 1 << 11;
    private static final long MACHINE_TIMER = 1 << 7;
    private static final int MIP = 0x344;

    private final Emulation emulation = new Emulation(SearchPath.of());

    @Test
    void masksTheInputsOfAVexRiscv() {
        RiscV core = core("CPU.VexRiscv");
        core.onLevel(5, true);
        assertThat(core.csr(0xFC0)).as("pending").isEqualTo(1 << 5);
        assertThat(core.csr(MIP) & MACHINE_EXTERNAL).as("masked").isZero();

        program(core, 0xBC051073); // csrw 0xBC0, a0
        core.setRegister(A0, 1 << 5);
        step();

        assertThat(core.csr(MIP) & MACHINE_EXTERNAL).isEqualTo(MACHINE_EXTERNAL);
    }

    @Test
    void writesTheReadOnlyNumbersOfAVexRiscv() {
        RiscV core = core("CPU.VexRiscv");
        program(core, 0xFC051073); // csrw 0xFC0, a0
        core.setRegister(A0, 3);

        step();

        assertThat(core.csr(0xFC0)).isEqualTo(3);
    }

    @Test
    void takesTimerAndSoftwareInterruptsOfAVexRiscvElsewhere() {
        RiscV core = core("CPU.VexRiscv");

        core.onLevel(100, true);
        core.onLevel(1002, true);

        assertThat(core.csr(MIP)).isEqualTo(MACHINE_TIMER);
        assertThat(core.csr(0xDC0)).as("pending of supervisor mode").isEqualTo(1 << 2);
    }

    @Test
    void takesInterruptsAsAnyCoreIfAVexRiscvHasNoController() {
        RiscV core = core("CPU.VexRiscv", "builtInIrqController: false");

        core.onLevel(7, true);

        assertThat(core.csr(MIP)).isEqualTo(MACHINE_TIMER);
    }

    @Test
    void masksTheInputsOfAMinerva() {
        RiscV core = core("CPU.Minerva");
        core.onLevel(4, true);

        core.setCsr(0x330, 1 << 4);

        assertThat(core.csr(MIP)).isEqualTo(MACHINE_EXTERNAL);
    }

    @ParameterizedTest
    @CsvSource({
        "CPU.IbexRiscV32, 0x7C0",
        "CPU.Ri5cy, 0x7B0",
        "CPU.CV32E40P, 0x7D1",
        "CPU.VeeR_EL2, 0xBC8",
    })
    void readsZeroFromARegisterOfItsOwn(String model, String number) {
        RiscV core = core(model);
        core.setRegister(A1, 7);
        program(core, (Integer.decode(number) << 20) | 0x25F3); // csrr a1, number

        step();

        assertThat(core.register(A1)).isZero();
        assertThat(core.programCounter()).isEqualTo(0x104);
    }

    @Test
    void vectorsTheInterruptsOfAnIbex() {
        RiscV core = core("CPU.IbexRiscV32");

        core.setCsr(0x305, 0x200);

        assertThat(core.csr(0x305)).as("mtvec").isEqualTo(0x201);
    }

    @Test
    void hasNoSupervisorModeOnAVeer() {
        assertThat(core("CPU.VeeR_EL2").csr(0x301) >>> 18 & 1).as("misa.S").isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        p.lw a2, 4(a0!)         | 0x0045260B | 0x300      | 0x0 | 0x11223344
        p.lb a2, a1(a0)         | 0x00B57603 | 0x2F0      | 0x11 | 0x33
        p.max a2, a0, a1        | 0x04B56633 | 0xFFFFFFFF | 0x3 | 0x3
        p.maxu a2, a0, a1       | 0x04B57633 | 0xFFFFFFFF | 0x3 | 0xFFFFFFFF
        p.exths a2, a0          | 0x10054633 | 0x1234F678 | 0x0 | 0xFFFFF678
        p.extract a2, a0, 3, 4  | 0xC6450633 | 0x000000F0 | 0x0 | 0xFFFFFFFF
        p.extractu a2, a0, 3, 4 | 0xC6451633 | 0x000001F0 | 0x0 | 0xF
        p.bclr a2, a0, 3, 4     | 0xC6453633 | 0xFFFFFFFF | 0x0 | 0xFFFFFF0F
        p.bset a2, a0, 3, 4     | 0xC6454633 | 0x00000000 | 0x0 | 0xF0
        p.mac a2, a0, a1        | 0x42B50633 | 0x5        | 0x7 | 0x24
        p.msu a2, a0, a1        | 0x42B51633 | 0x2        | 0x1 | 0xFFFFFFFF
        """)
    void executesWhatRenodeDoesOfXpulp(String what, String word, String a0, String a1, String result) {
        RiscV core = core("CPU.CV32E40P");
        emulation.execute("sysbus WriteDoubleWord 0x300 0x11223344");
        core.setRegister(A0, Long.decode(a0));
        core.setRegister(A1, Long.decode(a1));
        core.setRegister(A2, 1);
        program(core, Long.decode(word));

        step();

        assertThat(core.register(A2)).as(what).isEqualTo(Long.decode(result));
    }

    @Test
    void addsToTheBaseBehindALoadOrStore() {
        RiscV core = core("CPU.CV32E40P");
        core.setRegister(A0, 0x300);
        core.setRegister(A1, 0x1234);
        program(core, 0x00B5222B); // p.sw a1, 4(a0!)

        step();

        assertThat(core.register(A0)).isEqualTo(0x304);
        assertThat(emulation.execute("sysbus ReadDoubleWord 0x300")).isEqualTo("0x00001234");
    }

    @Test
    void branchesOnAnImmediate() {
        RiscV core = core("CPU.CV32E40P");
        core.setRegister(A0, -2);
        program(core, 0x03E5_2063); // p.beqimm a0, -2, 32

        step();

        assertThat(core.programCounter()).isEqualTo(0x120);
    }

    @Test
    void saysThatAnInstructionIsOnlyKnown() {
        RiscV core = core("CPU.CV32E40P");
        program(core, 0x0000_407B); // lp.setup

        step();

        assertThat(emulation.machine().log().lines())
                .last()
                .asString()
                .contains("Encountered unsupported instruction: (lp.setup L, rs1, uimmL) at PC=0x100");
    }

    @Test
    void takesAnInterruptOfAPicoRv32AndReturns() {
        RiscV core = pico();
        core.onLevel(5, true);
        emulation.execute("emulation RunFor \"0.0001\"");

        assertThat(core.register(A0)).as("q0").isEqualTo(0x104);
        assertThat(core.register(A1)).as("q1").isEqualTo(1 << 5);
        core.onLevel(5, false);
        assertThat(core.programCounter()).as("in the handler").isEqualTo(0x18);

        emulation.execute("sysbus WriteDoubleWord 0x18 0x0400000B"); // retirq
        emulation.execute("emulation RunFor \"0.0001\"");

        assertThat(core.programCounter()).as("back").isEqualTo(0x104);
    }

    @Test
    void leadsAPicoRv32ToItsHandlerBehindAnInstructionThatItDoesNotKnow() {
        RiscV core = pico();
        emulation.execute("sysbus WriteDoubleWord 0x104 0xFFFFFFFF");
        emulation.execute("emulation RunFor \"0.0001\"");

        assertThat(core.register(A0)).as("q0").isEqualTo(0x108);
        assertThat(core.register(A1)).as("q1").isEqualTo(1 << 1);
    }

    @Test
    void countsATimerOfAPicoRv32Down() {
        RiscV core = pico();
        program(core, 0x0A06000B); // timer x0, a2
        emulation.execute("sysbus WriteDoubleWord 0x104 0x0600000B; sysbus WriteDoubleWord 0x108 0x0000006F");
        core.setRegister(A2, 50);
        emulation.execute("emulation RunFor \"0.000049\"");
        assertThat(core.programCounter()).as("before").isEqualTo(0x108);

        emulation.execute("emulation RunFor \"0.000002\"");

        assertThat(core.register(A1)).as("q1").isEqualTo(1);
    }

    /** A PicoRV32 at 0x100 that lets all interrupts in and loops; its handler reads q0 and q1, and loops. */
    private RiscV pico() {
        RiscV core = core("CPU.PicoRV32", "cpuType: \"rv32imc\"".replace("\"", "\\\""));
        emulation.execute("sysbus WriteDoubleWord 0x10 0x0000050B; sysbus WriteDoubleWord 0x14 0x0000858B");
        emulation.execute("sysbus WriteDoubleWord 0x18 0x0000006F; sysbus WriteDoubleWord 0x104 0x0000006F");
        program(core, 0x0600060B); // maskirq a2, x0
        return core;
    }

    @Test
    void tellsAndTakesTheHartsNumber() {
        core("CPU.CV32E40P", "HartId: 0x3e0");

        assertThat(emulation.execute("cpu HartId")).isEqualTo("0x000003E0");
    }

    private RiscV core(String model, String... attributes) {
        emulation.execute("mach create; machine LoadPlatformDescriptionFromString \"cpu: " + model + " @ sysbus { "
                + String.join("; ", attributes) + " }\"");
        emulation.execute("machine LoadPlatformDescriptionFromString"
                + " \"ram: Memory.MappedMemory @ sysbus 0x0 { size: 0x2000 }\"");
        return (RiscV) emulation.machine().part("cpu").orElseThrow().object();
    }

    private void program(RiscV core, long word) {
        emulation.execute("sysbus WriteDoubleWord 0x100 " + (word & 0xFFFF_FFFFL));
        core.setProgramCounter(0x100);
    }

    private void step() {
        emulation.execute("cpu Step");
    }
}

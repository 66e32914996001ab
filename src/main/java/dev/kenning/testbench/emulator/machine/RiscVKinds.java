package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.core.riscv.CsrValidation;
import dev.kenning.testbench.emulator.core.riscv.CustomCsr;
import dev.kenning.testbench.emulator.core.riscv.RiscV;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What cores have beyond RISC-V's own that Renode 1.15.3 knows by names of their own. */
final class RiscVKinds {

    private static final int MACHINE_SOFTWARE = 3;
    private static final int MACHINE_TIMER = 7;
    private static final int SUPERVISOR_EXTERNAL = 9;
    private static final int MACHINE_EXTERNAL = 11;
    private static final int MIE = 0x304;
    private static final long EVERY_INTERRUPT = 0xFFFF_FFFFL;

    /** Where a VexRiscv with its own interrupt controller has the other inputs. */
    private static final int VEX_TIMER = 100;

    private static final int VEX_SOFTWARE = 101;
    private static final int VEX_SUPERVISOR = 1000;
    private static final String FLUSH_DATA_CACHE = "00000000000000000101000000001111";

    private static final List<Integer> RI5CY_LOOPS = List.of(0x7B0, 0x7B1, 0x7B2, 0x7B4, 0x7B5, 0x7B6);

    private static final Map<Integer, String> CV32E40P_REGISTERS = Map.of(
            0x7A1, "PerformanceCounterMode",
            0x7D0, "StackCheckEnable",
            0x7D1, "StackBase",
            0x7D2, "StackEnd",
            0x7C0, "HardwareLoop0Start",
            0x7C1, "HardwareLoop0End",
            0x7C2, "HardwareLoop0Counter",
            0x7C4, "HardwareLoop1Start",
            0x7D5, "HardwareLoop1End",
            0x7D6, "HardwareLoop1Counter");

    private static final Map<Integer, String> VEER_REGISTERS = Map.ofEntries(
            Map.entry(0x7C0, "mrac"),
            Map.entry(0x7C2, "mcpc"),
            Map.entry(0x7C4, "dmst"),
            Map.entry(0x7C6, "mpmc"),
            Map.entry(0x7C8, "dicawics"),
            Map.entry(0x7C9, "dicad0"),
            Map.entry(0x7CA, "dicad1"),
            Map.entry(0x7CB, "dicago"),
            Map.entry(0x7CC, "dicac0h"),
            Map.entry(0x7CE, "mfdht"),
            Map.entry(0x7CF, "mfdhs"),
            Map.entry(0x7D2, "mitcnt0"),
            Map.entry(0x7D3, "mitb0"),
            Map.entry(0x7D4, "mitctl0"),
            Map.entry(0x7D5, "mitcnt1"),
            Map.entry(0x7D6, "mitb1"),
            Map.entry(0x7D7, "mitctl1"),
            Map.entry(0x7F0, "micect"),
            Map.entry(0x7F1, "miccmect"),
            Map.entry(0x7F2, "mdccmect"),
            Map.entry(0x7F8, "mcgc"),
            Map.entry(0x7F9, "mfdc"),
            Map.entry(0x7FF, "mscause"),
            Map.entry(0xBC0, "mdeau"),
            Map.entry(0xBC8, "meivt"),
            Map.entry(0xBC9, "meipt"),
            Map.entry(0xBCA, "meicpct"),
            Map.entry(0xBCB, "meicidpl"),
            Map.entry(0xBCC, "meicurpl"),
            Map.entry(0xFC0, "mdseac"),
            Map.entry(0xFC8, "meihap"));

    private RiscVKinds() {}

    /** Interrupts that a core collects itself: inputs, a mask over them, and the line that follows both. */
    private static final class Collected {
        private final RiscV core;
        private final int line;
        private int mask;
        private int pending;

        Collected(RiscV core, int line) {
            this.core = core;
            this.line = line;
        }

        void reset() {
            mask = 0;
            pending = 0;
        }

        void setLevel(int number, boolean high) {
            int bit = 1 << number;
            pending = high ? pending | bit : pending & ~bit;
            update();
        }

        void setMask(long value) {
            mask = (int) value;
            update();
        }

        private void setPending(long value) {
            pending = (int) value;
            update();
        }

        private void update() {
            core.setLine(line, (mask & pending) != 0);
        }

        void addRegisters(int maskNumber, int pendingNumber) {
            core.installCsr(maskNumber, CustomCsr.of(() -> Integer.toUnsignedLong(mask), this::setMask));
            core.installCsr(pendingNumber, CustomCsr.of(() -> Integer.toUnsignedLong(pending), this::setPending));
        }
    }

    /** A VexRiscv, as LiteX builds it: with an interrupt controller of its own, unless it is told not to have one. */
    static void vexRiscv(RiscV core, Arguments arguments, Machine machine) {
        core.installCustomInstruction(FLUSH_DATA_CACHE, (cpu, word) -> {});
        if (!arguments.flag("builtInIrqController")) {
            return;
        }
        core.setCsrValidation(CsrValidation.PRIVILEGE_LEVEL);
        Collected ofMachine = new Collected(core, MACHINE_EXTERNAL);
        Collected ofSupervisor = new Collected(core, SUPERVISOR_EXTERNAL);
        ofMachine.addRegisters(0xBC0, 0xFC0);
        ofSupervisor.addRegisters(0x9C0, 0xDC0);
        core.installCsr(0xCC0, CustomCsr.storing());
        core.onReset(() -> {
            ofMachine.reset();
            ofSupervisor.reset();
        });
        core.setInterruptInput((number, high) -> {
            if (number == VEX_TIMER) {
                core.setLine(MACHINE_TIMER, high);
            } else if (number == VEX_SOFTWARE) {
                core.setLine(MACHINE_SOFTWARE, high);
            } else if (number >= VEX_SUPERVISOR) {
                ofSupervisor.setLevel(number - VEX_SUPERVISOR, high);
            } else {
                ofMachine.setLevel(number, high);
            }
        });
        core.onMembers(members -> members.action(
                        "SetMachineIrqMask mask", given -> ofMachine.setMask(Members.integer(given.get(0))))
                .action("SetSupervisorIrqMask mask", given -> ofSupervisor.setMask(Members.integer(given.get(0)))));
    }

    /** An Ibex: its {@code cpuctrl} reads 0. */
    static void ibex(RiscV core, Arguments arguments, Machine machine) {
        core.installCsr(0x7C0, CustomCsr.counting(() -> 0));
    }

    /** A Minerva: every input is an external interrupt, with a mask over them. */
    static void minerva(RiscV core, Arguments arguments, Machine machine) {
        core.setCsrValidation(CsrValidation.NONE);
        Collected interrupts = new Collected(core, MACHINE_EXTERNAL);
        interrupts.addRegisters(0x330, 0x360);
        core.setInterruptInput(interrupts::setLevel);
    }

    /** A RI5CY: every interrupt is enabled; the registers of hardware loops read 0. */
    static void ri5cy(RiscV core, Arguments arguments, Machine machine) {
        core.setCsr(MIE, EVERY_INTERRUPT);
        core.setCsrValidation(CsrValidation.NONE);
        RI5CY_LOOPS.forEach(number -> core.installCsr(number, CustomCsr.counting(() -> 0)));
    }

    /** A CV32E40P: every interrupt is enabled, and it has the part of Xpulp that Renode executes. */
    static void cv32e40p(RiscV core, Arguments arguments, Machine machine) {
        core.setCsr(MIE, EVERY_INTERRUPT);
        CV32E40P_REGISTERS.forEach((number, name) -> core.installCsr(
                number,
                CustomCsr.of(
                        () -> {
                            log(core, machine, Level.ERROR, "Reading from an unsupported CSR " + name);
                            return 0;
                        },
                        value -> log(
                                core,
                                machine,
                                Level.ERROR,
                                String.format(
                                        Locale.ROOT, "Writing to an unsupported CSR %s value: 0x%X", name, value)))));
        new XpulpInstructions(machine).installOn(core);
    }

    /** A VeeR EL2: its own registers read 0, and say so. */
    static void veerEl2(RiscV core, Arguments arguments, Machine machine) {
        VEER_REGISTERS.forEach((number, name) -> core.installCsr(
                number,
                CustomCsr.of(
                        () -> {
                            log(
                                    core,
                                    machine,
                                    Level.WARNING,
                                    String.format(
                                            Locale.ROOT,
                                            "Reading 0x0 from an unimplemented CSR: %s (0x%X)",
                                            name,
                                            number));
                            return 0;
                        },
                        value -> log(
                                core,
                                machine,
                                Level.WARNING,
                                String.format(
                                        Locale.ROOT,
                                        "Writing 0x%X to unimplemnted CSR: %s (0x%X)",
                                        value,
                                        name,
                                        number)))));
    }

    private static void log(RiscV core, Machine machine, Level level, String text) {
        machine.log().log(level, core.name(), text);
    }
}

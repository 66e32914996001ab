package dev.kenning.testbench.emulator.machine;

import static dev.kenning.testbench.emulator.machine.Parameter.Kind.ANYTHING;
import static dev.kenning.testbench.emulator.machine.Parameter.Kind.BOOLEAN;
import static dev.kenning.testbench.emulator.machine.Parameter.Kind.INTEGER;
import static dev.kenning.testbench.emulator.machine.Parameter.Kind.PART;
import static dev.kenning.testbench.emulator.machine.Parameter.Kind.TEXT;

import dev.kenning.testbench.emulator.core.arm.CortexM;
import dev.kenning.testbench.emulator.core.arm.Nvic;
import dev.kenning.testbench.emulator.core.riscv.InterruptMode;
import dev.kenning.testbench.emulator.core.riscv.PrivilegeLevels;
import dev.kenning.testbench.emulator.core.riscv.RiscV;
import dev.kenning.testbench.emulator.peripheral.CoreLevelInterruptor;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.PlatformError;
import dev.kenning.testbench.platform.PlatformException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The cores that the embedded engine has, by Renode's names, with what their constructors take. */
final class CoreModels {

    static final String CORTEX_M = "CPU.CortexM";

    private static final long NONE = 0;

    private static final List<String> PRIVILEGE_LEVELS = List.of("Machine", "MachineUser", "MachineSupervisorUser");
    private static final List<String> PRIVILEGED_ARCHITECTURES =
            List.of("Priv1_09", "Priv1_10", "Priv1_11", "Priv1_12", "PrivUnratified");
    private static final List<String> INTERRUPT_MODES = List.of("Auto", "Direct", "Vectored");
    private static final List<String> ENDIANNESS = List.of("LittleEndian", "BigEndian");

    private CoreModels() {}

    /** Returns all of them. */
    static List<DeviceModel> all() {
        return List.of(
                DeviceModel.of(CORTEX_M, NONE, CoreModels::cortexM)
                        .needs("cpuType", TEXT)
                        .needs("nvic", PART)
                        .takes("id", INTEGER)
                        .takes("endianness", ANYTHING)
                        .takes("fpuInterruptNumber", INTEGER)
                        .takes("numberOfMPURegions", INTEGER)
                        .takes("enableTrustZone", BOOLEAN)
                        .takes("numberOfSAURegions", INTEGER)
                        .takes("numberOfIDAURegions", INTEGER),
                riscV("CPU.RiscV32", false),
                riscV("CPU.RiscV64", true),
                riscVKind("CPU.VexRiscv", Defaults.of("rv32im_Zicsr_Zifencei"), RiscVKinds::vexRiscv)
                        .takes("privilegedArchitecture", ANYTHING)
                        .takes("privilegeArchitecture", ANYTHING)
                        .takes("cpuType", TEXT)
                        .takes("builtInIrqController", BOOLEAN),
                riscVKind(
                                "CPU.IbexRiscV32",
                                Defaults.of("rv32imcu_zicsr_zifencei")
                                        .allowingUnaligned()
                                        .vectored(),
                                RiscVKinds::ibex)
                        .takes("privilegedArchitecture", ANYTHING)
                        .takes("privilegeArchitecture", ANYTHING)
                        .takes("endianness", ANYTHING)
                        .takes("cpuType", TEXT)
                        .takes("allowUnalignedAccesses", BOOLEAN)
                        .takes("nmiVectorAddress", INTEGER)
                        .takes("nmiVectorLength", INTEGER),
                riscVKind("CPU.Minerva", Defaults.of("rv32i"), RiscVKinds::minerva),
                riscVKind(
                                "CPU.PicoRV32",
                                Defaults.of("").with(PrivilegeLevels.MACHINE),
                                (core, arguments, machine) -> new PicoInterrupts(
                                                core,
                                                machine,
                                                arguments.flag("latchedIrqs", true),
                                                arguments.integer("resetVectorAddress", 0x10))
                                        .install())
                        .needs("cpuType", TEXT)
                        .takes("latchedIrqs", BOOLEAN)
                        .takes("resetVectorAddress", INTEGER),
                riscVKind("CPU.Ri5cy", Defaults.of("rv32imc_zicsr_zifencei"), RiscVKinds::ri5cy)
                        .takes("privilegedArchitecture", ANYTHING)
                        .takes("privilegeArchitecture", ANYTHING)
                        .takes("endianness", ANYTHING)
                        .takes("cpuType", TEXT),
                riscVKind(
                                "CPU.CV32E40P",
                                Defaults.of("rv32imfc_zicsr_zifencei").allowingUnaligned(),
                                RiscVKinds::cv32e40p)
                        .takes("privilegedArchitecture", ANYTHING)
                        .takes("privilegeArchitecture", ANYTHING)
                        .takes("endianness", ANYTHING)
                        .takes("cpuType", TEXT),
                riscVKind(
                                "CPU.VeeR_EL2",
                                Defaults.of("rv32imc_zicsr_zifencei_zba_zbb_zbc_zbs")
                                        .allowingUnaligned()
                                        .with(PrivilegeLevels.MACHINE_USER),
                                RiscVKinds::veerEl2)
                        .takes("privilegedArchitecture", ANYTHING)
                        .takes("endianness", ANYTHING)
                        .takes("cpuType", TEXT)
                        .takes("privilegeLevels", ANYTHING),
                DeviceModel.of("CPU.SpringbokRiscV32", NONE, CoreModels::springbok)
                        .takes("cpuType", TEXT)
                        .takes("timeProvider", PART)
                        .takes("hartId", INTEGER)
                        .takes("privilegedArchitecture", ANYTHING)
                        .takes("endianness", ANYTHING));
    }

    private static CortexM cortexM(PlatformBuilder builder, Component component, Arguments arguments) {
        Nvic nvic = builder.referenced(component, arguments, "nvic", Nvic.class);
        requireLittleEndian(arguments);
        if (arguments.flag("enableTrustZone")) {
            throw PlatformError.CONSTRUCTION.across(
                    arguments.position("enableTrustZone"),
                    "The embedded engine has no security extension: run this board on Renode.");
        }
        try {
            CortexM core =
                    new CortexM(component.name(), arguments.text("cpuType").orElse(""), builder.busOf(component), nvic);
            if (arguments.has("numberOfMPURegions")) {
                nvic.setMpuRegions((int) arguments.integer("numberOfMPURegions", 0, 0, Nvic.MOST_MPU_REGIONS));
            }
            core.setMultiprocessingId((int) arguments.integer("id"));
            return core;
        } catch (IllegalArgumentException e) {
            throw refusedCore(component, e);
        }
    }

    private static DeviceModel riscV(String name, boolean is64) {
        return DeviceModel.of(name, NONE, (builder, component, arguments) -> riscV(builder, component, arguments, is64))
                .needs("cpuType", TEXT)
                .takes("timeProvider", PART)
                .takes("hartId", INTEGER)
                .takes("privilegedArchitecture", ANYTHING)
                .takes("endianness", ANYTHING)
                .takes("interruptMode", ANYTHING)
                .takes("allowUnalignedAccesses", BOOLEAN)
                .takes("nmiVectorAddress", INTEGER)
                .takes("nmiVectorLength", INTEGER)
                .takes("minimalPmpNapotInBytes", INTEGER)
                .takes("pmpNumberOfAddrBits", INTEGER)
                .takes("privilegeLevels", ANYTHING);
    }

    /** What a core is made of where its description says nothing. */
    private record Defaults(
            String cpuType, boolean allowsUnaligned, InterruptMode interruptMode, PrivilegeLevels levels) {

        static final Defaults NONE =
                new Defaults("", false, InterruptMode.AUTO, PrivilegeLevels.MACHINE_SUPERVISOR_USER);

        static Defaults of(String cpuType) {
            return new Defaults(cpuType, false, NONE.interruptMode, NONE.levels);
        }

        Defaults allowingUnaligned() {
            return new Defaults(cpuType, true, interruptMode, levels);
        }

        Defaults vectored() {
            return new Defaults(cpuType, allowsUnaligned, InterruptMode.VECTORED, levels);
        }

        Defaults with(PrivilegeLevels modes) {
            return new Defaults(cpuType, allowsUnaligned, interruptMode, modes);
        }
    }

    /** Gives a core what its kind has beyond RISC-V's own. */
    @FunctionalInterface
    private interface Equipment {
        void equip(RiscV core, Arguments arguments, Machine machine);
    }

    private static DeviceModel riscVKind(String name, Defaults defaults, Equipment equipment) {
        return DeviceModel.of(name, NONE, (builder, component, arguments) -> {
                    RiscV core = riscV(builder, component, arguments, false, defaults);
                    equipment.equip(core, arguments, builder.machine());
                    return core;
                })
                .takes("timeProvider", PART)
                .takes("hartId", INTEGER);
    }

    private static RiscV riscV(PlatformBuilder builder, Component component, Arguments arguments, boolean is64) {
        return riscV(builder, component, arguments, is64, Defaults.NONE);
    }

    private static RiscV riscV(
            PlatformBuilder builder, Component component, Arguments arguments, boolean is64, Defaults defaults) {
        RiscV core;
        try {
            core = RiscV.create(
                    component.name(),
                    arguments.text("cpuType").orElse(defaults.cpuType()),
                    is64,
                    builder.busOf(component),
                    arguments.integer("hartId", 0, 0, Integer.MAX_VALUE),
                    arguments.flag("allowUnalignedAccesses", defaults.allowsUnaligned()),
                    privilegeLevels(arguments, defaults.levels()));
        } catch (IllegalArgumentException e) {
            throw refusedCore(component, e);
        }
        tellIdleExtensions(core, builder.machine());
        core.setScripts(new RiscVScripts(builder.machine()));
        String mode = arguments.member(
                "interruptMode", INTERRUPT_MODES, defaults.interruptMode().renodeName());
        core.setInterruptMode(InterruptMode.valueOf(mode.toUpperCase(Locale.ROOT)));
        arguments.member("privilegedArchitecture", PRIVILEGED_ARCHITECTURES, "Priv1_11");
        arguments.member("privilegeArchitecture", PRIVILEGED_ARCHITECTURES, "Priv1_11");
        requireLittleEndian(arguments);
        if (builder.refersTo(arguments, "timeProvider")) {
            core.setTimeSource(
                    builder.referenced(component, arguments, "timeProvider", CoreLevelInterruptor.class)::time);
        }
        return core;
    }

    private static PrivilegeLevels privilegeLevels(Arguments arguments, PrivilegeLevels otherwise) {
        String name = arguments.member("privilegeLevels", PRIVILEGE_LEVELS, otherwise.renodeName());
        return Arrays.stream(PrivilegeLevels.values())
                .filter(levels -> levels.renodeName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void requireLittleEndian(Arguments arguments) {
        if (arguments.member("endianness", ENDIANNESS, "LittleEndian").equals("BigEndian")) {
            throw PlatformError.CONSTRUCTION.across(
                    arguments.position("endianness"),
                    "The embedded engine has little-endian cores only: run this board on Renode.");
        }
    }

    /** Renode's reason ends in a line end of its own, and stands at the type. */
    private static PlatformException refusedCore(Component component, Exception reason) {
        return PlatformError.CONSTRUCTION.at(
                component.typePosition(),
                "Exception was thrown during construction of '" + component.name() + "':\n" + reason.getMessage()
                        + "\n");
    }

    private static void tellIdleExtensions(RiscV core, Machine machine) {
        if (!core.idleExtensions().isEmpty()) {
            machine.log().log(
                    Level.WARNING,
                    core.name(),
                    "The embedded engine does not execute the instructions of "
                            + String.join(", ", core.idleExtensions())
                            + ": they are illegal here. Run programs that use them on Renode.");
        }
    }

    private static RiscV springbok(PlatformBuilder builder, Component component, Arguments arguments) {
        RiscV core = riscV(builder, component, arguments, false, Defaults.of(Springbok.CPU_TYPE));
        Springbok.equip(core, builder.machine());
        return core;
    }
}

package dev.kenning.testbench.emulator.machine;

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

/** The cores that the embedded engine has, by Renode's names, and what makes each. */
final class CoreModels {

    static final String CORTEX_M = "CPU.CortexM";

    private static final long NONE = 0;

    private CoreModels() {}

    /** Returns all of them. */
    static List<DeviceModel> all() {
        return List.of(
                DeviceModel.of(CORTEX_M, NONE, CoreModels::cortexM),
                riscV("CPU.RiscV32", false),
                riscV("CPU.RiscV64", true),
                riscVKind("CPU.VexRiscv", Fixed.NOTHING, RiscVKinds::vexRiscv),
                riscVKind("CPU.IbexRiscV32", Fixed.NOTHING.vectored(), RiscVKinds::ibex),
                riscVKind("CPU.Minerva", Fixed.NOTHING.of("rv32i"), RiscVKinds::minerva),
                riscVKind(
                        "CPU.PicoRV32",
                        Fixed.NOTHING.with(PrivilegeLevels.MACHINE),
                        (core, arguments, machine) -> new PicoInterrupts(
                                        core,
                                        machine,
                                        arguments.flag("latchedIrqs"),
                                        arguments.integer("resetVectorAddress"))
                                .install()),
                riscVKind("CPU.Ri5cy", Fixed.NOTHING, RiscVKinds::ri5cy),
                riscVKind("CPU.CV32E40P", Fixed.NOTHING.allowingUnaligned(), RiscVKinds::cv32e40p),
                riscVKind("CPU.VeeR_EL2", Fixed.NOTHING.allowingUnaligned(), RiscVKinds::veerEl2),
                DeviceModel.of("CPU.SpringbokRiscV32", NONE, CoreModels::springbok));
    }

    private static CortexM cortexM(PlatformBuilder builder, Component component, Arguments arguments) {
        Nvic nvic = builder.referenced(component, arguments, "nvic", Nvic.class);
        requireLittleEndian(arguments);
        try {
            CortexM core =
                    new CortexM(component.name(), arguments.text("cpuType").orElse(""), builder.busOf(component), nvic);
            if (arguments.has("numberOfMPURegions")) {
                nvic.setMpuRegions((int) arguments.integer("numberOfMPURegions", 0, Nvic.MOST_MPU_REGIONS));
            }
            core.setMultiprocessingId((int) arguments.integer("cpuId"));
            return core;
        } catch (IllegalArgumentException e) {
            throw refusedCore(component, e);
        }
    }

    private static DeviceModel riscV(String name, boolean is64) {
        return DeviceModel.of(
                name, NONE, (builder, component, arguments) -> riscV(builder, component, arguments, is64));
    }

    /** What a kind of core is like where its constructor has no parameter for it. */
    private record Fixed(String cpuType, boolean allowsUnaligned, InterruptMode interruptMode, PrivilegeLevels levels) {

        static final Fixed NOTHING = new Fixed("", false, InterruptMode.AUTO, PrivilegeLevels.MACHINE_SUPERVISOR_USER);

        Fixed of(String type) {
            return new Fixed(type, allowsUnaligned, interruptMode, levels);
        }

        Fixed allowingUnaligned() {
            return new Fixed(cpuType, true, interruptMode, levels);
        }

        Fixed vectored() {
            return new Fixed(cpuType, allowsUnaligned, InterruptMode.VECTORED, levels);
        }

        Fixed with(PrivilegeLevels modes) {
            return new Fixed(cpuType, allowsUnaligned, interruptMode, modes);
        }
    }

    /** Gives a core what its kind has beyond RISC-V's own. */
    @FunctionalInterface
    private interface Equipment {
        void equip(RiscV core, Arguments arguments, Machine machine);
    }

    private static DeviceModel riscVKind(String name, Fixed fixed, Equipment equipment) {
        return DeviceModel.of(name, NONE, (builder, component, arguments) -> {
            RiscV core = riscV(builder, component, arguments, false, fixed);
            equipment.equip(core, arguments, builder.machine());
            return core;
        });
    }

    private static RiscV riscV(PlatformBuilder builder, Component component, Arguments arguments, boolean is64) {
        return riscV(builder, component, arguments, is64, Fixed.NOTHING);
    }

    private static RiscV riscV(
            PlatformBuilder builder, Component component, Arguments arguments, boolean is64, Fixed fixed) {
        RiscV core;
        try {
            core = RiscV.create(
                    component.name(),
                    arguments.text("cpuType").orElse(fixed.cpuType()),
                    is64,
                    builder.busOf(component),
                    arguments.integer("hartId", 0, Integer.MAX_VALUE),
                    arguments.takes("allowUnalignedAccesses")
                            ? arguments.flag("allowUnalignedAccesses")
                            : fixed.allowsUnaligned(),
                    arguments.takes("privilegeLevels") ? privilegeLevels(arguments) : fixed.levels());
        } catch (IllegalArgumentException e) {
            throw refusedCore(component, e);
        }
        tellIdleExtensions(core, builder.machine());
        core.setScripts(new RiscVScripts(builder.machine()));
        core.setInterruptMode(
                arguments.takes("interruptMode")
                        ? InterruptMode.valueOf(
                                arguments.member("interruptMode").toUpperCase(Locale.ROOT))
                        : fixed.interruptMode());
        requireLittleEndian(arguments);
        if (builder.refersTo(arguments, "timeProvider")) {
            core.setTimeSource(
                    builder.referenced(component, arguments, "timeProvider", CoreLevelInterruptor.class)::time);
        }
        return core;
    }

    private static PrivilegeLevels privilegeLevels(Arguments arguments) {
        String name = arguments.member("privilegeLevels");
        return Arrays.stream(PrivilegeLevels.values())
                .filter(levels -> levels.renodeName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void requireLittleEndian(Arguments arguments) {
        if (arguments.member("endianness").equals("BigEndian")) {
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
        RiscV core = riscV(builder, component, arguments, false, Fixed.NOTHING.of(Springbok.CPU_TYPE));
        Springbok.equip(core, builder.machine());
        return core;
    }
}

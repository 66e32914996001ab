package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Enumeration;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.riscv.RiscV;

/** Gives a core what tells its place in the machine and its state, and the settings of Renode's that change nothing here. */
final class CoreStateMembers {

    private static final String LITTLE = "LittleEndian";
    private static final Enumeration ENDIANNESS = Enumeration.of("Endianess", LITTLE, "BigEndian");
    private static final Enumeration STATES = Enumeration.of("CPUState", "Aborted", "InReset", "Running");

    private CoreStateMembers() {}

    static void add(Members members, Core core, Machine machine) {
        boolean isRiscV = core instanceof RiscV;
        members.readable("Slot", () -> Hex.word(machine.cores().indexOf(core)))
                .readable("IsStarted", () -> core.executedInstructions() > 0)
                .readable("State", () -> STATES.print(state(core)))
                .readable("Architecture", () -> isRiscV ? "riscv" : "arm-m")
                .readable("Endianness", () -> ENDIANNESS.print(LITTLE))
                .readable("PageSize", () -> Hex.word(isRiscV ? GuestPages.RISC_V : GuestPages.CORTEX_M))
                .readable("SkippedInstructions", () -> Hex.quad(0))
                .readable("OnPossessedThread", () -> false)
                .readable("DebuggerConnected", () -> false)
                .method("GetEndianness", arguments -> ENDIANNESS.print(LITTLE))
                .method("GetCurrentInstructionsCount", arguments -> Hex.quad(core.executedInstructions()))
                .method("ToString", arguments -> machine.spell(core))
                .action("SyncTime", arguments -> {})
                .action("ActivateNewHooks", arguments -> {});
    }

    /** A core stays in its reset until it executes something, or gets an entry. */
    private static String state(Core core) {
        long entry = core instanceof RiscV riscV ? riscV.resetAddress() : 0;
        return core.executedInstructions() == 0 && core.programCounter() == entry ? "InReset" : "Running";
    }
}

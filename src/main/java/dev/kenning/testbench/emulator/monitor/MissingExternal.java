package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.machine.CommonMembers;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.MachineLog;
import java.util.function.Supplier;

/** Something outside of machines that this engine cannot do: it is there for those who name it, and says so at once. */
final class MissingExternal implements External {

    private final String name;
    private final String className;
    private final Supplier<MachineLog> log;

    MissingExternal(String name, String className, Supplier<MachineLog> log) {
        this.name = name;
        this.className = className;
        this.log = log;
        log.get()
                .log(
                        Level.WARNING,
                        name,
                        "The embedded engine does not have Renode's " + className + ": it is there, and does nothing.");
    }

    @Override
    public Members members() {
        return CommonMembers.addLog(new Members(), name, log)
                .ignoringOthers(member -> log.get()
                        .log(
                                Level.WARNING,
                                name,
                                member + " has no effect: the embedded engine does not have Renode's " + className
                                        + "."));
    }
}

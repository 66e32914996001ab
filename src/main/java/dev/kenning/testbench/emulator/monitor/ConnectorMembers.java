package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.machine.MachineException;

/** Gives {@code connector} its members: it joins UARTs of the selected machine with what is outside. */
final class ConnectorMembers {

    private ConnectorMembers() {}

    static Members of(Emulation emulation) {
        return new Members()
                .action(
                        "Connect device external",
                        arguments -> emulation
                                .externals()
                                .connect(
                                        uart(emulation, arguments.get(0)),
                                        arguments.get(1).toString()))
                .action(
                        "Disconnect device external",
                        arguments -> emulation
                                .externals()
                                .disconnect(
                                        uart(emulation, arguments.get(0)),
                                        arguments.get(1).toString()));
    }

    private static Uart uart(Emulation emulation, Object name) {
        try {
            return emulation.machine().uart(name.toString());
        } catch (MachineException e) {
            throw new Members.MismatchException(String.valueOf(e.getMessage()));
        }
    }
}

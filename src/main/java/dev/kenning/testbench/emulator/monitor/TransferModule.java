package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.machine.CommonMembers;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.machine.MachineLog;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The TFTP module of a server on a network of machines: it knows what it is to serve. */
final class TransferModule {

    private final String name;
    private final long port;
    private final Supplier<MachineLog> log;
    private final Set<String> files = new LinkedHashSet<>();
    private boolean logsFiles;

    TransferModule(String name, long port, Supplier<MachineLog> log) {
        this.name = name;
        this.port = port;
        this.log = log;
    }

    long port() {
        return port;
    }

    Members members() {
        return CommonMembers.addLog(new Members(), name, log)
                .readable("Port", () -> Members.Hex.word(port))
                .writable("LogReceivedFiles", () -> logsFiles, value -> logsFiles = Members.flag(value))
                .action("ServeFile path [name]", this::serve)
                .action("ServeDirectory directory", arguments -> {});
    }

    private void serve(List<Object> arguments) {
        String served = arguments.size() > 1
                ? arguments.get(1).toString()
                : String.valueOf(Path.of(arguments.get(0).toString()).getFileName());
        if (!files.add(served)) {
            throw new MachineException("File named \"" + served + "\" is already being served.");
        }
    }
}

package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.machine.CommonMembers;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.machine.MachineLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A server on a network of machines: it takes its modules and files, and no request reaches it. */
final class NetworkServer implements External {

    /** Renode's name of its model. */
    static final String MODEL = "Network.NetworkServer";

    private final String name;
    private final Supplier<MachineLog> log;
    private final Map<String, TransferModule> modules = new LinkedHashMap<>();
    private String hardwareAddress = "00:00:DE:AD:BE:EF";

    NetworkServer(String name, String address, Supplier<MachineLog> log) {
        this.name = name;
        this.log = log;
        log.get().log(Level.INFO, "", "Network server started at IP " + address);
    }

    /** Returns its MAC address. */
    String hardwareAddress() {
        return hardwareAddress;
    }

    @Override
    public Members members() {
        return CommonMembers.addLog(new Members(), name, log)
                .writable("MAC", () -> hardwareAddress, value -> hardwareAddress = value.toString())
                .method("GetNames", arguments -> List.copyOf(modules.keySet()))
                .action("StartTFTP port [name]", this::start);
    }

    private void start(List<Object> arguments) {
        long port = Members.integer(arguments.get(0));
        String module = arguments.size() > 1 ? arguments.get(1).toString() : "tftp";
        if (modules.values().stream().anyMatch(other -> other.port() == port)) {
            log.get().log(Level.ERROR, name, "Couldn't register module on port " + port + " as it's already used");
        } else if (modules.containsKey(module)) {
            log.get().log(Level.ERROR, name, "Couldn't register module by name " + module + " as it's already used");
        } else {
            modules.put(module, new TransferModule(module, port, log));
            log.get().log(Level.INFO, "", "TFTP server started at port " + port);
            return;
        }
        throw new MachineException("Couldn't start TFTP server on port " + port + ". See log for details");
    }

    @Override
    public Optional<Members> child(String child) {
        return Optional.ofNullable(modules.get(child)).map(TransferModule::members);
    }
}

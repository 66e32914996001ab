package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.machine.MachineLog;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Gives the emulation the members that make networks and what stands on them. */
final class ExternalMembers {

    private static final String ECHO_SERVICE = "Antmicro.Renode.Peripherals.Network.EchoService";
    private static final String HOST = "host.";
    private static final List<String> MEDIA = List.of("IEEE802_15_4Medium", "BLEMedium");
    private static final List<String> CAPTURES = List.of("BLE", "CAN", "Ethernet", "IEEE802_15_4");

    private ExternalMembers() {}

    /**
     * Adds them.
     *
     * @param endpoint finds what can be connected by its name
     */
    static void add(
            Members members,
            Externals externals,
            EmulationHost host,
            Function<String, Endpoint> endpoint,
            Supplier<MachineLog> log) {
        for (NetworkKind kind : NetworkKind.values()) {
            members.method(
                    kind.creation(),
                    arguments -> externals.add(
                            name(arguments), () -> new DeviceNetwork(name(arguments), kind, endpoint, log)));
        }
        MEDIA.forEach(medium -> members.method(
                "Create" + medium + " name",
                arguments -> externals.add(
                        name(arguments), () -> new WirelessMedium(name(arguments), medium, endpoint, log))));
        CAPTURES.forEach(layer -> members.action("CreateWiresharkFor" + layer + " name", ExternalMembers::capture)
                .action("Log" + layer + "Traffic", ExternalMembers::capture));
        members.method(
                        "CreateUARTHub name [loopback]",
                        arguments -> externals.add(
                                name(arguments),
                                () -> new UartHub(
                                        name(arguments),
                                        arguments.size() > 1 && Members.flag(arguments.get(1)),
                                        host::isStarted,
                                        log)))
                .method(
                        "CreateGPIOConnector name",
                        arguments ->
                                externals.add(name(arguments), () -> new PinConnector(name(arguments), endpoint, log)))
                .method(
                        "CreateNetworkServer name ipAddress",
                        arguments -> externals.add(
                                name(arguments),
                                () -> new NetworkServer(
                                        name(arguments), arguments.get(1).toString(), log)))
                .method(
                        "CreateEmulatedNetworkService name typeName host port [args]",
                        arguments -> createService(externals, arguments, log))
                .method(
                        "CreateTap hostInterfaceName name [persistent]",
                        arguments ->
                                createMissing(externals, HOST + arguments.get(1).toString(), "TapInterface", log))
                .method(
                        "CreateUSBIPServer [port] [address] [name]",
                        arguments -> createMissing(
                                externals,
                                HOST + (arguments.size() > 2 ? arguments.get(2) : "usb"),
                                "USBIPServer",
                                log));
    }

    private static String name(List<Object> arguments) {
        return arguments.get(0).toString();
    }

    private static String createService(Externals externals, List<Object> arguments, Supplier<MachineLog> log) {
        String type = arguments.get(1).toString();
        if (!type.equals(ECHO_SERVICE)) {
            throw new MachineException("Type '" + type + "' not found when creating emulated network service");
        }
        return createMissing(externals, name(arguments), "EchoService", log);
    }

    private static String createMissing(Externals externals, String name, String className, Supplier<MachineLog> log) {
        return externals.add(name, () -> new MissingExternal(name, className, log));
    }

    /** Renode's answer where there is no Wireshark, which this engine starts nowhere. */
    private static void capture(List<Object> arguments) {
        throw new MachineException("Wireshark is not installed or is not available in the default path.");
    }
}

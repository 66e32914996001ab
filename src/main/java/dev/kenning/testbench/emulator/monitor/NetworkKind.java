package dev.kenning.testbench.emulator.monitor;

import java.util.List;

/** The kinds of networks that commands make, with what belongs on each by the name space of Renode's model. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are not changed.
enum NetworkKind {
    /** Of Ethernet devices. */
    SWITCH(
            "CreateSwitch name",
            "Switch",
            "Cannot attach to the provided MAC interface as it is already registered in this switch.",
            "Network.",
            "USBDeprecated."),
    /** Of CAN controllers. */
    CAN(
            "CreateCANHub name [loopback=false] [useNetworkByteOrderForLogging=true]",
            "CANHub",
            // Renode's text has this mistake, too.
            "Cannot attach to the provided CAN periperal as it is already registered in this hub.",
            "CAN."),
    /** Of LIN controllers. */
    LIN(
            "CreateLINHub name",
            "LINHub",
            "Cannot attach to the provided UART as it is already registered in this hub.",
            "UART.LIN",
            "UART.S32K3XX_FlexIO"),
    /** Of one USB device, which a controller then sees. */
    USB("CreateUSBConnector name", "USBConnector", "", "USB."),
    /** Of DA16200 modules, which talk by commands. */
    DA16200(
            "CreateDA16200Network name",
            "BasicNetwork`2",
            "Provided node is already registered in network",
            "Network.DA16200");

    private final String creation;
    private final String className;
    private final String alreadyThere;
    private final List<String> models;

    NetworkKind(String creation, String className, String alreadyThere, String... models) {
        this.creation = creation;
        this.className = className;
        this.alreadyThere = alreadyThere;
        this.models = List.of(models);
    }

    /** Returns the command of the emulation that makes one. */
    String creation() {
        return creation;
    }

    /** Returns Renode's name of its class. */
    String className() {
        return className;
    }

    /** Returns what is said of something that is connected already; empty if that is fine. */
    String alreadyThere() {
        return alreadyThere;
    }

    /** Returns whether such a device belongs there. */
    boolean takes(Endpoint end) {
        return models.stream().anyMatch(end.model()::startsWith);
    }
}

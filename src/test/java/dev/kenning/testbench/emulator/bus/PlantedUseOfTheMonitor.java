package dev.kenning.testbench.emulator.bus;

import dev.kenning.testbench.emulator.monitor.DebugServer;

/** A class in the wrong room, for {@code ArchitectureTest} to find. */
public final class PlantedUseOfTheMonitor {

    private PlantedUseOfTheMonitor() {}

    /** Names a class of a higher room, and nothing else. */
    public static int port(DebugServer server) {
        return server.port();
    }
}

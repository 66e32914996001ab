package dev.kenning.testbench.bench;

import dev.kenning.testbench.engine.serve.EmbeddedServer;
import dev.kenning.testbench.robot.RenodeKeywords;
import dev.kenning.testbench.robot.RobotClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Prints how long a monitor command takes through the robot server on loopback, with the machine paused and running.
 *
 * <p>One argument: calls per row, as many again before them to warm HotSpot up.
 */
final class RobotRoundTrip {

    private static final Path FIRMWARE = Path.of("firmware/prebuilt/stm32f746g_disco/blinky.elf");

    private RobotRoundTrip() {}

    public static void main(String[] arguments) {
        int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
        try (EmbeddedServer server = EmbeddedServer.builder().start()) {
            RenodeKeywords keywords =
                    new RenodeKeywords(RobotClient.of(URI.create("http://127.0.0.1:" + server.port())));
            keywords.executeCommand("mach create; machine LoadPlatformDescription @stm32f746g_disco.repl");
            keywords.executeCommand("sysbus LoadELF @" + FIRMWARE.toAbsolutePath());
            print("paused", keywords, calls);
            keywords.startEmulation();
            print("running", keywords, calls);
        }
    }

    private static void print(String state, RenodeKeywords keywords, int calls) {
        long[] nanos = new long[calls];
        for (int i = -calls; i < calls; i++) {
            long start = System.nanoTime();
            keywords.executeCommand("sysbus.cpu PC");
            nanos[Math.max(0, i)] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-8s median %6.3f ms   99 %% under %6.3f ms%n",
                state,
                nanos[calls / 2] / 1e6,
                nanos[calls * 99 / 100] / 1e6);
    }
}

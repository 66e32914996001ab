package dev.kenning.testbench.cli;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.engine.live.BoardUse;
import dev.kenning.testbench.engine.live.HardwareMap;
import dev.kenning.testbench.engine.live.MappedBoard;
import dev.kenning.testbench.uart.SerialDevice;
import dev.kenning.testbench.uart.SerialDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what this machine offers and what is missing. */
@Command(
        name = "doctor",
        description = "Show what this machine offers: Java, engines and their speed, serial ports, boards.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--hardware-map",
            paramLabel = "FILE",
            description = "Show the boards of a hardware map (Twister's map.yml), and which are connected.")
    private @Nullable Path map;

    @Option(
            names = "--sysfs",
            paramLabel = "DIR",
            description = "Where sysfs is mounted, if not in /sys: in a container, that of the host.")
    private Path sysfs = Path.of("/sys");

    @Option(names = "--devices", paramLabel = "DIR", description = "Where devices are, if not in /dev.")
    private Path devices = Path.of("/dev");

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TextTable table = new TextTable("WHAT", "STATE", "DETAIL");
        table.add(
                "java",
                "ok",
                Runtime.version() + " (" + System.getProperty("java.vendor") + ") in "
                        + System.getProperty("java.home"));
        table.add(
                "memory",
                "ok",
                Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB of heap, "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        for (String engine : Engines.names()) {
            EngineStatus status = Engines.named(engine).status();
            table.add("engine " + engine, status.isAvailable() ? "ok" : "missing", status.detail());
        }
        EngineSpeed speed = EngineSpeed.measure();
        table.add("speed of embedded", speed.state(), speed.detail());
        addPorts(table, SerialDevices.in(sysfs, devices));
        BoardCatalogue.builtIn()
                .boards()
                .forEach(board -> table.add(
                        "board " + board.name(),
                        "ok",
                        board.firmware()
                                .map(path -> "reference firmware " + path.getFileName())
                                .orElse("no reference firmware, bring your own")));
        table.lines().forEach(console.out()::println);
        return ExitStatus.DONE;
    }

    private void addPorts(TextTable table, SerialDevices connected) {
        for (SerialDevice port : connected.all()) {
            Optional<String> user = BoardUse.of(port.path());
            table.add(
                    "port " + port.path(),
                    user.isEmpty() ? "ok" : "in use",
                    port.usb().map(usb -> usb + "; " + usb.rule()).orElse("no USB device")
                            + user.map(process -> "; used by process " + process)
                                    .orElse(""));
        }
        if (map == null) {
            return;
        }
        for (MappedBoard board : HardwareMap.read(map).boards()) {
            table.add(
                    "mapped " + String.join(" ", board.platforms()),
                    state(board, connected),
                    (board.product() + " " + board.id()).strip()
                            + board.serial().map(port -> ", " + port).orElse("")
                            + board.kcomms().map(port -> ", kcomms on " + port).orElse(""));
        }
    }

    private static String state(MappedBoard board, SerialDevices connected) {
        if (board.serial().isEmpty()) {
            return "absent";
        }
        try {
            return Files.exists(Path.of(connected.find(board.serial().get()))) ? "ok" : "missing";
        } catch (IOException e) {
            return "missing";
        }
    }
}

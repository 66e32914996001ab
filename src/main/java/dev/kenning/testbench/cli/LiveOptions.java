package dev.kenning.testbench.cli;

import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.live.BoardControl;
import dev.kenning.testbench.engine.live.HardwareMap;
import dev.kenning.testbench.engine.live.LiveEngine;
import dev.kenning.testbench.engine.live.LivePorts;
import dev.kenning.testbench.flash.FlashMethod;
import dev.kenning.testbench.flash.Flasher;
import dev.kenning.testbench.scenario.resolve.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that runs scenarios on boards that are there already. */
final class LiveOptions {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where the board of the engine attached or hardware is: tcp:HOST:PORT, pty:PATH, a device,"
                    + " or usb:VENDOR:PRODUCT:SERIAL.")
    private @Nullable String port;

    @Option(
            names = "--flash",
            paramLabel = "METHOD",
            description =
                    "Flash the board of the engine attached or hardware first: gdb:HOST:PORT, west, openocd:FILE,... or"
                            + " command:WORDS (see testbench flash).")
    private @Nullable String flash;

    @Option(
            names = "--hardware-map",
            paramLabel = "FILE",
            description = "Find the board in a hardware map, as Twister's map.yml is one (engine hardware).")
    private @Nullable Path map;

    @Option(
            names = "--board-id",
            paramLabel = "ID",
            description = "Which of several boards of one kind in the hardware map is meant, by its id.")
    private @Nullable String id;

    @Option(
            names = "--reset",
            paramLabel = "LINE",
            description = "Reset the board by a line of its serial port: rts or dtr.")
    private @Nullable String reset;

    @Option(
            names = "--power",
            paramLabel = "COMMAND",
            description = "Switch the board's power by a command, in which {state} stands for on and off.")
    private @Nullable String power;

    @Option(
            names = "--gdb",
            paramLabel = "HOST:PORT",
            description = "The GDB server through which the board's memory is read, for traces that are kept there"
                    + " (default: that of --flash gdb:HOST:PORT).")
    private @Nullable String gdb;

    /** Returns where the board is, as the command says, else as the scenario does; a hardware map counts more than that. */
    Optional<LivePorts> ports(Scenario scenario) {
        return Optional.ofNullable(port)
                .map(LiveOptions::at)
                .or(() -> map == null ? scenario.ports() : Optional.empty());
    }

    /** Tells whether a board is to be found in a hardware map. */
    boolean isMapped() {
        return map != null;
    }

    boolean isFlashing() {
        return flash != null;
    }

    static LivePorts at(String kcomms) {
        return new LivePorts(kcomms, Optional.empty(), OptionalInt.empty());
    }

    /** Returns an engine that reaches these ports and flashes as is asked, if it is for boards that are there. */
    Engine reaching(Engine engine, Optional<LivePorts> ports, Scenario scenario, Console console) {
        if (!(engine instanceof LiveEngine given)) {
            return engine;
        }
        LiveEngine live = given.telling(console.err()::println);
        if (map != null && live.name().equals("hardware")) {
            live = live.in(HardwareMap.read(map));
        }
        live = ports.map(live::on).orElse(live);
        live = id == null ? live : live.choosing(id);
        live = live.controlling(new BoardControl(
                power == null ? List.of() : BoardControl.power(power, "--power"),
                Optional.ofNullable(reset).map(line -> BoardControl.reset(line, "--reset"))));
        live = gdb == null ? live : live.debuggedBy(LiveEngine.debugger("--gdb", gdb));
        Optional<Flasher> flasher = Optional.ofNullable(flash)
                .map(method -> FlashMethod.parse(method, "--flash", OptionalLong.empty()))
                .or(scenario::flasher);
        return flasher.map(live::flashing).orElse(live);
    }
}

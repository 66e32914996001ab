package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.flash.FlashTarget;
import dev.kenning.testbench.text.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A board of a hardware map.
 *
 * @param position where it stands
 * @param id the serial number of its probe
 * @param platforms the boards that it can be, as Zephyr calls them
 * @param product what its probe is called
 * @param runner what {@code west flash} flashes it with
 * @param runnerParameters what the runner is told beyond that
 * @param probe the serial number that the runner is told, if it is another than the id
 * @param serial the port that Twister reads, if it is connected
 * @param baudRate the speed of that port
 * @param kcomms the port that speaks the Kenning Protocol, if it is another: a fixture {@code kcomms:PORT}
 * @param before scripts to run before it is flashed
 * @param afterFlash scripts to run after that
 * @param after scripts to run when it is done with
 */
public record MappedBoard(
        Place position,
        String id,
        List<String> platforms,
        String product,
        String runner,
        List<String> runnerParameters,
        Optional<String> probe,
        Optional<String> serial,
        OptionalInt baudRate,
        Optional<String> kcomms,
        List<HostScript> before,
        List<HostScript> afterFlash,
        List<HostScript> after) {

    /** How runners are told which of several probes to use. */
    private static final Map<String, List<String>> CHOOSING = Map.of(
            "pyocd", List.of("--dev-id", "{id}"),
            "nrfjprog", List.of("--dev-id", "{id}"),
            "nrfutil", List.of("--dev-id", "{id}"),
            "jlink", List.of("--tool-opt=-SelectEmuBySN {id}"),
            "stm32cubeprogrammer", List.of("--tool-opt=sn={id}"),
            "openocd STM32 STLink", List.of("--cmd-pre-init", "hla_serial {id}"),
            "openocd STLINK-V3", List.of("--cmd-pre-init", "hla_serial {id}"),
            "openocd EDBG CMSIS-DAP", List.of("--cmd-pre-init", "cmsis_dap_serial {id}"));

    /** A script that the map names. */
    record HostScript(List<String> words, int seconds) {}

    /** Tells whether it can be reached. */
    public boolean isConnected() {
        return serial.isPresent();
    }

    /** Returns where its UARTs are: Twister's port is the console where a fixture names another one for the protocol. */
    LivePorts ports() {
        String read = serial.orElseThrow();
        return kcomms.map(port -> new LivePorts(port, Optional.of(read), OptionalInt.empty(), baudRate))
                .orElseGet(() -> new LivePorts(read, Optional.empty(), baudRate));
    }

    /** Returns what tells it from others when it is flashed. */
    FlashTarget target() {
        return new FlashTarget(probe.orElse(id), serial.orElse(""), westArguments());
    }

    /** Returns what {@code west flash} is told beyond the build folder, as Twister tells it. */
    private List<String> westArguments() {
        if (runner.isEmpty() || runner.equals("unknown")) {
            return List.of();
        }
        List<String> choosing = Optional.ofNullable(CHOOSING.get(runner))
                .or(() -> Optional.ofNullable(CHOOSING.get(runner + " " + product)))
                .orElse(List.of());
        List<String> arguments = new ArrayList<>(List.of("--runner", runner));
        Stream.concat(choosing.stream().map(word -> word.replace("{id}", probe.orElse(id))), runnerParameters.stream())
                .forEach(arguments::add);
        return arguments;
    }

    @Override
    public String toString() {
        return String.join(" ", platforms) + " " + id
                + serial.map(port -> " on " + port).orElse("");
    }
}

package dev.kenning.testbench.cli;

import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.live.LiveEngine;
import dev.kenning.testbench.engine.live.LivePorts;
import dev.kenning.testbench.flash.FlashMethod;
import dev.kenning.testbench.flash.Flasher;
import dev.kenning.testbench.scenario.resolve.Scenario;
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
            description = "Where the board of the engine attached or hardware is: tcp:HOST:PORT, pty:PATH or a device.")
    private @Nullable String port;

    @Option(
            names = "--flash",
            paramLabel = "METHOD",
            description =
                    "Flash the board of the engine attached or hardware first: gdb:HOST:PORT, west, openocd:FILE,... or"
                            + " command:WORDS (see testbench flash).")
    private @Nullable String flash;

    /** Returns where the board is, as the command says, else as the scenario does. */
    Optional<LivePorts> ports(Scenario scenario) {
        return Optional.ofNullable(port).map(LiveOptions::at).or(scenario::ports);
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
        live = ports.map(live::on).orElse(live);
        Optional<Flasher> flasher = Optional.ofNullable(flash)
                .map(method -> FlashMethod.parse(method, "--flash", OptionalLong.empty()))
                .or(scenario::flasher);
        return flasher.map(live::flashing).orElse(live);
    }
}

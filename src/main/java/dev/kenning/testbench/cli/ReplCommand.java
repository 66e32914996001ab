package dev.kenning.testbench.cli;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.DevicetreeException;
import dev.kenning.testbench.devicetree.KenningHardware;
import dev.kenning.testbench.devicetree.Overlay;
import dev.kenning.testbench.devicetree.UartNode;
import dev.kenning.testbench.platform.generator.GeneratedPlatform;
import dev.kenning.testbench.platform.generator.PlatformGenerator;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a platform description from a devicetree. */
@Command(
        name = "repl",
        description = "Make a platform description for Renode and the embedded engine from a devicetree.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 done; 2 the devicetree cannot be used."})
final class ReplCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DTS", description = "Devicetree of a Zephyr build (zephyr/zephyr.dts of its folder).")
    private Path devicetree = Path.of("");

    @Option(
            names = "--overlay",
            paramLabel = "FILE",
            description = "Overlay to apply first; may be given several times.")
    private List<Path> overlays = List.of();

    @Option(
            names = "--timer-frequency",
            paramLabel = "HZ",
            description = "CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC of the program, where it uses the core's own timer.")
    private @Nullable Long timerFrequency;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write it (default: standard output).")
    private @Nullable Path output;

    ReplCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            Devicetree tree = tree();
            GeneratedPlatform platform = PlatformGenerator.generate(tree, frequency());
            write(platform.repl());
            describe(new KenningHardware(tree), platform);
            return ExitStatus.DONE;
        } catch (DevicetreeException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private Devicetree tree() {
        Devicetree tree = Devicetree.read(readable(devicetree));
        for (Path overlay : overlays) {
            tree = tree.with(Overlay.read(readable(overlay)));
        }
        return tree;
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
            throw new BadInputException("cannot read " + file + ": "
                    + (Files.isDirectory(file) ? "it is a folder; name the zephyr/zephyr.dts in it" : "no such file"));
        }
        return file;
    }

    private OptionalLong frequency() {
        if (timerFrequency == null) {
            return OptionalLong.empty();
        }
        if (timerFrequency <= 0) {
            throw new BadInputException("--timer-frequency must be > 0, is " + timerFrequency);
        }
        return OptionalLong.of(timerFrequency);
    }

    private void write(String repl) {
        if (output == null) {
            console.out().print(repl);
            return;
        }
        try {
            Files.createDirectories(output.toAbsolutePath().resolveSibling(""));
            Files.writeString(output, repl);
        } catch (IOException | UncheckedIOException e) {
            throw new BadInputException("cannot write " + output + ": " + e.getMessage(), e);
        }
    }

    private void describe(KenningHardware hardware, GeneratedPlatform platform) {
        console.err().println("console: " + describe(hardware.console(), platform));
        console.err().println("kcomms: " + describe(hardware.kcomms(), platform));
        if (!platform.lostInterrupts().isEmpty()) {
            console.err()
                    .println("without their interrupts, which lead to no controller: "
                            + String.join(", ", platform.lostInterrupts()));
        }
        if (!platform.withoutModel().isEmpty()) {
            console.err()
                    .println("without a model, so that reads give 0: " + String.join(", ", platform.withoutModel()));
        }
    }

    private static String describe(Optional<UartNode> uart, GeneratedPlatform platform) {
        return uart.map(found -> platform.nameOf(found.node()).orElseGet(() -> found.label() + ", which has no model"))
                .orElse("none");
    }
}

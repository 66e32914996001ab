package dev.kenning.testbench.cli;

import dev.kenning.testbench.board.IncreasedMemoryOverlay;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes devicetree overlays for a build; has a subcommand for each kind. */
@Command(
        name = "overlay",
        description = "Write a devicetree overlay for a Zephyr build.",
        mixinStandardHelpOptions = true,
        subcommands = OverlayCommand.IncreaseMemory.class)
final class OverlayCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "say which overlay to write: increase-memory");
    }

    /** Writes the overlay that gives a simulated board more memory. */
    @Command(
            name = "increase-memory",
            description = "Give the simulated board more memory than the real one has.",
            mixinStandardHelpOptions = true)
    static final class IncreaseMemory implements Callable<Integer> {

        private final Console console;

        @Parameters(paramLabel = "BUILD_FOLDER", description = "What west build made; a failure to link is no matter.")
        private Path folder = Path.of("");

        @Option(
                names = "--size-kb",
                paramLabel = "N",
                required = true,
                description = "Size of the memory that zephyr,sram names, in KiB.")
        private String size = "";

        @Option(
                names = "--output",
                paramLabel = "FILE",
                description = "Where to write it (default: boards/BOARD_increased_memory.overlay of the application).")
        private @Nullable Path output;

        IncreaseMemory(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            IncreasedMemoryOverlay overlay = IncreasedMemoryOverlay.of(folder, size, Optional.ofNullable(output));
            overlay.write();
            console.out().println(overlay.file());
            overlay.warnings().forEach(console.err()::println);
            console.err()
                    .println("Build again with -DCONFIG_KENNING_INCREASE_MEMORY=y, or with -DEXTRA_DTC_OVERLAY_FILE="
                            + overlay.file() + "; the simulated board grows with the new devicetree.");
            return ExitStatus.DONE;
        }
    }
}

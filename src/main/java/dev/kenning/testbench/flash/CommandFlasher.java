package dev.kenning.testbench.flash;

import dev.kenning.testbench.process.RunningCommand;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Flashes by another program: OpenOCD as Kenning runs it, {@code west flash}, or any command. In its words, <code>{binary_path}</code>
 * is the image, and <code>{build_dir}</code> the folder of the Zephyr build that it lies in; of a board in a hardware map,
 * <code>{probe_id}</code> is the serial number of its probe and <code>{serial}</code> its port. Immutable.
 */
public final class CommandFlasher implements Flasher {

    private static final String IMAGE = "{binary_path}";
    private static final String BUILD = "{build_dir}";
    private static final String PROBE = "{probe_id}";
    private static final String SERIAL = "{serial}";
    private static final String WEST = "west";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** How long Kenning lets a board boot that OpenOCD has flashed. */
    private static final Duration BOOT = Duration.ofSeconds(2);

    private static final int LINES_TOLD = 12;

    private final List<String> words;
    private final String advice;
    private final boolean prefersHex;
    private final Duration patience;
    private final Duration boot;

    private CommandFlasher(List<String> words, String advice, boolean prefersHex, Duration patience, Duration boot) {
        this.words = List.copyOf(words);
        this.advice = advice;
        this.prefersHex = prefersHex;
        this.patience = patience;
        this.boot = boot;
    }

    /**
     * Returns a flasher by OpenOCD, with Kenning's {@code openocd_path} and {@code openocd_flash_cmd}.
     *
     * @param program a name on the PATH, or a path
     * @param commands each given by a {@code -c} of its own
     */
    public static CommandFlasher openOcd(String program, List<String> commands) {
        List<String> words = new ArrayList<>(List.of(program));
        commands.forEach(command -> words.addAll(List.of("-c", command)));
        return new CommandFlasher(
                words, "install it (Debian package: openocd), or name it in openocd_path", true, PATIENCE, BOOT);
    }

    /** Returns a flasher by {@code west flash}, for an image in a Zephyr build folder. */
    public static CommandFlasher west() {
        return new CommandFlasher(
                List.of(WEST, "flash", "--skip-rebuild", "--build-dir", BUILD),
                "install it (pip install west) in the virtual environment that is active",
                false,
                PATIENCE,
                BOOT);
    }

    /** Returns a flasher by any command. */
    public static CommandFlasher of(List<String> words) {
        return new CommandFlasher(words, "name a program that is there", false, PATIENCE, BOOT);
    }

    @Override
    public Flasher at(FlashTarget target) {
        List<String> aimed = new ArrayList<>();
        words.forEach(word -> aimed.add(word.replace(PROBE, target.probe()).replace(SERIAL, target.serial())));
        if (words.get(0).equals(WEST)) {
            aimed.addAll(target.westArguments());
        }
        return new CommandFlasher(aimed, advice, prefersHex, patience, boot);
    }

    /** Returns this with other times to end, and to boot. */
    CommandFlasher within(Duration time, Duration toBoot) {
        return new CommandFlasher(words, advice, prefersHex, time, toBoot);
    }

    @Override
    public Outcome flash(Path image, Consumer<String> progress) {
        List<String> command = command(image);
        String line = String.join(" ", command);
        progress.accept("running " + line);
        Deque<String> last = new ArrayDeque<>();
        OptionalInt status = run(command, output -> {
            progress.accept(output);
            synchronized (last) {
                last.addLast(output);
                if (last.size() > LINES_TOLD) {
                    last.removeFirst();
                }
            }
        });
        if (status.isEmpty()) {
            throw failed(line, "has not ended in " + patience.toSeconds() + " s, and was ended", last);
        }
        if (status.getAsInt() != 0) {
            throw failed(line, "ended with exit status " + status.getAsInt(), last);
        }
        pause();
        return Outcome.WRITTEN;
    }

    private List<String> command(Path image) {
        if (!Files.isRegularFile(image)) {
            throw new BadInputException("the image " + image + " is not there");
        }
        Path file = prefersHex ? hexBeside(image) : image;
        String path = file.toAbsolutePath().toString();
        boolean needsBuild = words.stream().anyMatch(word -> word.contains(BUILD));
        String build = needsBuild ? buildOf(image).toString() : "";
        return words.stream()
                .map(word -> word.replace(IMAGE, path).replace(BUILD, build))
                .toList();
    }

    /** Kenning has OpenOCD flash the HEX file of a Zephyr build. */
    private static Path hexBeside(Path image) {
        Path hex = image.resolveSibling(String.valueOf(image.getFileName()).replaceFirst("\\.elf$", ".hex"));
        return Files.isRegularFile(hex) ? hex : image;
    }

    private static Path buildOf(Path image) {
        for (Path folder = image.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("CMakeCache.txt"))) {
                return folder;
            }
        }
        throw new BadInputException(
                "west flashes a Zephyr build, but " + image + " lies in none: no CMakeCache.txt is above it");
    }

    private OptionalInt run(List<String> command, Consumer<String> output) {
        try {
            return RunningCommand.start(command, Path.of("").toAbsolutePath(), Map.of(), output)
                    .await(patience);
        } catch (IOException e) {
            throw new BadInputException("cannot run " + command.get(0) + ": " + advice, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FlashException("interrupted while " + command.get(0) + " was flashing", e);
        }
    }

    private static FlashException failed(String line, String what, Deque<String> last) {
        String output;
        synchronized (last) {
            output = last.stream().map(text -> "\n  | " + text).collect(Collectors.joining());
        }
        return new FlashException(
                "'" + line + "' " + what + (output.isEmpty() ? ", and printed nothing" : ":" + output));
    }

    private void pause() {
        try {
            Thread.sleep(boot.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FlashException("interrupted while the board was booting", e);
        }
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}

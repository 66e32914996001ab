package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.board.BuiltInFiles;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.platform.monitor.SimulationScript;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The folder that one bench runs in and leaves behind: its script, platform, firmware and what the simulator printed.
 *
 * <p>Everything in it is named relative to it and plainly, so the same script runs on this machine, in a container and by
 * hand, wherever the user's files are and whatever they are called.
 */
public final class BenchFolder {

    /** The setting that says where such folders are kept. */
    public static final String SETTING = "testbench.reports";

    private static final String DEFAULT = "target/testbench-reports";
    private static final String SCRIPT = "bench.resc";
    private static final String OUTPUT = "output.log";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    private final Path path;
    private final PlatformFiles platform;
    private final String firmware;

    private BenchFolder(Path path, PlatformFiles platform, String firmware) {
        this.path = path;
        this.platform = platform;
        this.firmware = firmware;
    }

    /**
     * Makes the folder of a bench, {@code <reports>/<board>-<engine>-<number>}, and puts platform and firmware into it.
     *
     * @throws BadInputException if the platform or the firmware cannot be read
     * @throws EngineException if the folder cannot be written
     */
    static BenchFolder create(BenchSetup setup, String engine) {
        requireReadable("firmware", setup.firmware());
        requireReadable("platform", setup.platform());
        return fill(newFolder(setup.machine() + "-" + engine), setup);
    }

    /**
     * Puts platform, firmware and a script that starts them by hand into a folder that is there.
     *
     * @throws BadInputException if the platform or the firmware cannot be read
     * @throws EngineException if the folder cannot be written
     */
    public static void copyInto(Path folder, BenchSetup setup) {
        requireReadable("firmware", setup.firmware());
        requireReadable("platform", setup.platform());
        BenchFolder bench = fill(folder, setup);
        SimulationScript script = new SimulationScript(setup.machine(), setup.settings())
                .platform(bench.platform().main())
                .firmware(bench.firmware());
        bench.platform().cores().forEach(script::core);
        bench.writeScript(script.text());
    }

    private static BenchFolder fill(Path folder, BenchSetup setup) {
        try {
            Files.copy(
                    BuiltInFiles.locate().renode().resolve(SimulationScript.LOCK_STEP),
                    folder.resolve(SimulationScript.LOCK_STEP));
            return new BenchFolder(
                    folder,
                    PlatformFiles.copy(setup.platform(), folder),
                    link(setup.firmware(), folder, "firmware.elf"));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Returns where it is. */
    public Path path() {
        return path;
    }

    /** Returns the file that takes what the simulator prints. */
    public Path output() {
        return path.resolve(OUTPUT);
    }

    /** Returns the script's path. */
    Path script() {
        return path.resolve(SCRIPT);
    }

    PlatformFiles platform() {
        return platform;
    }

    /** Returns the name of the firmware in it. */
    String firmware() {
        return firmware;
    }

    void writeScript(String text) {
        try {
            Files.writeString(script(), text);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static void requireReadable(String what, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException("the " + what + " " + file + " is not there, or is no file");
        }
        if (!Files.isReadable(file)) {
            throw new BadInputException("the " + what + " " + file + " may not be read");
        }
    }

    private static Path newFolder(String name) {
        Path reports =
                Path.of(Settings.ofProcess().get(SETTING).orElse(DEFAULT)).toAbsolutePath();
        try {
            Files.createDirectories(reports);
            for (int number = 1; ; number++) {
                try {
                    return Files.createDirectory(reports.resolve(name + "-" + number));
                } catch (FileAlreadyExistsException e) {
                    // Another bench has it, now or in an earlier run.
                }
            }
        } catch (IOException e) {
            throw unwritable(reports, e);
        }
    }

    /** Links where the file system can, since firmware may be large; else copies. */
    static String link(Path file, Path folder, String fallbackName) throws IOException {
        String given = String.valueOf(file.getFileName());
        String name = PLAIN.matcher(given).matches() ? given : fallbackName;
        try {
            Files.createLink(folder.resolve(name), file.toRealPath());
        } catch (UnsupportedOperationException | FileSystemException | java.nio.file.ProviderMismatchException e) {
            Files.copy(file, folder.resolve(name));
        }
        return name;
    }

    private static EngineException unwritable(Path folder, IOException cause) {
        return new EngineException(
                "cannot write " + folder + ", which keeps what a bench leaves behind: " + cause.getMessage() + ". -D"
                        + SETTING + "=FOLDER chooses another place",
                cause);
    }
}

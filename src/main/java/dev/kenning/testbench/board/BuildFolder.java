package dev.kenning.testbench.board;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.DevicetreeException;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that {@code west build} made, or one that holds the same files.
 *
 * @param folder the folder itself
 * @param cache what CMake remembers of the build, if it is there
 * @param configuration the options of the build, if they are there
 */
record BuildFolder(Path folder, Optional<EntryFile> cache, Optional<EntryFile> configuration) {

    private static final String ELF = "zephyr/zephyr.elf";
    private static final String DEVICETREE = "zephyr/zephyr.dts";
    private static final String CONFIGURATION = "zephyr/.config";
    private static final String CACHE = "CMakeCache.txt";
    private static final String PLATFORM = ".repl";
    private static final Pattern REVISION = Pattern.compile("@[^/]*");

    /** What the runtime builder calls an extension that it copies. */
    private static final String COPIED_EXTENSION = "runtime.llext";

    /** Tells whether a folder looks like a Zephyr build, finished or not, with one image or several. */
    static boolean isZephyr(Path folder) {
        return Stream.of(ELF, DEVICETREE, CONFIGURATION, DomainsFile.NAME)
                        .anyMatch(name -> Files.isRegularFile(folder.resolve(name)))
                || nested(folder).isPresent();
    }

    /** The options of programs whose clock is a timer that the core itself has. */
    private static final List<String> OWN_TIMERS =
            List.of("CONFIG_CORTEX_M_SYSTICK", "CONFIG_RISCV_MACHINE_TIMER", "CONFIG_ARM_ARCH_TIMER");

    /**
     * Opens a folder; of a build of several images that of the default image.
     *
     * @throws BadInputException if there is no program in it, naming everything that is absent, or a file is malformed
     */
    static BuildFolder open(Path named) {
        Path folder = DomainsFile.defaultImage(named.normalize());
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("the Zephyr build folder " + folder + " is "
                    + (Files.exists(folder) ? "not a folder" : "not there") + "; build it with west first");
        }
        if (!Files.isRegularFile(folder.resolve(ELF))) {
            throw new BadInputException("the build folder " + folder + " has no " + ELF + "; "
                    + nested(folder)
                            .map(inner -> "but " + inner + " has: name that folder")
                            .orElse("build it with west first")
                    + absent(folder));
        }
        return unfinished(folder);
    }

    /**
     * Opens a folder whose build may have failed before there was a program.
     *
     * @throws BadInputException if a file is malformed
     */
    static BuildFolder unfinished(Path folder) {
        return new BuildFolder(
                folder.normalize(),
                read(folder.resolve(CACHE), EntryFile.Format.CMAKE_CACHE),
                read(folder.resolve(CONFIGURATION), EntryFile.Format.KCONFIG));
    }

    Path elf() {
        return folder.resolve(ELF);
    }

    Path devicetreeFile() {
        return folder.resolve(DEVICETREE);
    }

    /**
     * Reads the devicetree, if it is there.
     *
     * @throws BadInputException if it is malformed
     */
    Optional<Devicetree> devicetree() {
        if (!Files.isRegularFile(devicetreeFile())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Devicetree.parse(devicetreeFile().toString(), InputFile.text(devicetreeFile())));
        } catch (DevicetreeException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns Zephyr's name of the board, with its qualifiers if it has any. */
    Optional<String> boardName() {
        Optional<String> cached = cache.flatMap(entries -> entries.get("BOARD").or(() -> entries.get("CACHED_BOARD")))
                .map(name -> cache.flatMap(entries -> entries.get("BOARD_QUALIFIERS"))
                        .filter(qualifiers -> !name.contains("/"))
                        .map(qualifiers -> name + (qualifiers.startsWith("/") ? "" : "/") + qualifiers)
                        .orElse(name));
        return cached.or(() -> configuration.flatMap(
                        options -> options.get("CONFIG_BOARD_TARGET").or(() -> options.get("CONFIG_BOARD"))))
                .map(name -> REVISION.matcher(name).replaceFirst(""));
    }

    /** Returns the name of the application: {@code app} or {@code demo_app} in Kenning Zephyr Runtime. */
    Optional<String> application() {
        return cache.flatMap(entries -> entries.get("CMAKE_PROJECT_NAME")
                .filter(name -> !name.equals("Zephyr-Kernel") && !name.equals("NONE"))
                .or(() -> applicationFolder().map(path -> path.getFileName().toString())));
    }

    /** Returns the folder of the application's sources. */
    Optional<Path> applicationFolder() {
        return cache.flatMap(entries -> entries.get("APPLICATION_SOURCE_DIR").or(() -> entries.get("APP_DIR")))
                .map(Path::of)
                .filter(path -> path.getFileName() != null);
    }

    /** Returns how fast the program believes the core's own timer to run, if it uses that one. */
    OptionalLong timerFrequency() {
        return configuration
                .filter(options -> OWN_TIMERS.stream().anyMatch(options::isOn))
                .flatMap(options -> options.number("CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC"))
                .filter(frequency -> frequency > 0)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /**
     * Returns the platform description that lies in the folder.
     *
     * @param board Zephyr's name of the board; its part before the first slash names the file
     * @throws BadInputException if there are several and none is named after the board
     */
    Optional<Path> platform(String board) {
        List<Path> files = list(folder, PLATFORM);
        Path named = folder.resolve(board.split("/", 2)[0] + PLATFORM);
        if (files.contains(named)) {
            return Optional.of(named);
        }
        if (files.size() > 1) {
            throw new BadInputException("the build folder " + folder + " has several platforms and none is "
                    + named.getFileName() + ": "
                    + files.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "))
                    + "; keep the one to use");
        }
        return files.stream().findFirst();
    }

    /** Says whether a file is older than the devicetree. */
    boolean isOutdated(Path file) {
        return modified(devicetreeFile())
                .filter(devicetree -> modified(file)
                        .filter(time -> time.compareTo(devicetree) < 0)
                        .isPresent())
                .isPresent();
    }

    /** Returns the extensions that a running program can load. */
    List<Path> extensions() {
        return Stream.concat(
                        list(folder.resolve("llext"), ".llext").stream(),
                        Stream.of(folder.resolve(COPIED_EXTENSION)).filter(Files::isRegularFile))
                .toList();
    }

    /** Returns what of a whole build is not there, for messages; nothing if all is. */
    String absent() {
        return absent(folder);
    }

    private static String absent(Path folder) {
        List<String> absent = Stream.of(ELF, DEVICETREE, CONFIGURATION, CACHE)
                .filter(name -> !Files.isRegularFile(folder.resolve(name)))
                .toList();
        return absent.isEmpty() ? "" : " (absent: " + String.join(", ", absent) + ")";
    }

    private static Optional<EntryFile> read(Path file, EntryFile.Format format) {
        return Files.isRegularFile(file) ? Optional.of(EntryFile.read(file, format)) : Optional.empty();
    }

    /** Finds a build inside of the folder, as builds of several images have. */
    private static Optional<Path> nested(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve(ELF)))
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Path> list(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(ending) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BadInputException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Optional<FileTime> modified(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

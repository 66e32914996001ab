package dev.kenning.testbench.board;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.DevicetreeException;
import dev.kenning.testbench.devicetree.KenningHardware;
import dev.kenning.testbench.devicetree.MemoryRegion;
import dev.kenning.testbench.devicetree.UartNode;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.Value;
import dev.kenning.testbench.platform.generator.GeneratedPlatform;
import dev.kenning.testbench.platform.generator.PlatformGenerator;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes a bundle of the folder of a Zephyr build. */
final class ZephyrBundle {

    private static final String DEFAULT_APPLICATION = "app";
    private static final String WELCOME = "Inference server started";
    private static final int PROTOCOL = 3;
    private static final int BAUD_RATE = 115_200;
    private static final int KILOBYTE = 1024;

    /** The folder inside of a build folder that holds what this project makes. */
    private static final String OWN_FOLDER = "testbench";

    private final BuildFolder build;
    private final Optional<Devicetree> devicetree;
    private final Optional<Board> known;
    private final String name;
    private final List<String> notes = new ArrayList<>();

    ZephyrBundle(BuildFolder build, BoardCatalogue catalogue, Optional<String> wanted) {
        this.build = build;
        devicetree = build.devicetree();
        Optional<String> built = build.boardName();
        name = built.or(() -> wanted)
                .or(() -> build.platform("")
                        .map(file -> file.getFileName().toString().replaceFirst("\\.repl$", "")))
                .orElseThrow(() -> new BadInputException("the build folder " + build.folder()
                        + " does not say for which board it is; name the board, or keep CMakeCache.txt"
                        + build.absent()));
        known = catalogue.find(name).or(() -> catalogue.find(name.split("/", 2)[0]));
        if (wanted.isPresent() && !isSame(catalogue, wanted.get())) {
            notes.add("the build folder " + build.folder() + " is for " + name + ", not for " + wanted.get() + ".");
        }
    }

    FirmwareBundle bundle() {
        String application = build.application().orElse(DEFAULT_APPLICATION);
        if (devicetree.isEmpty()) {
            return withoutDevicetree(application);
        }
        KenningHardware hardware = new KenningHardware(devicetree.get());
        try {
            Optional<UartNode> kcomms = hardware.kcomms();
            Platform platform = platform(devicetree.get());
            Optional<String> protocol = kcomms.map(uart -> requireName(platform, uart, "kcomms"));
            Optional<String> console = hardware.console().flatMap(uart -> nameOf(platform, uart));
            if (console.isEmpty()) {
                notes.add("The console is not on a UART of the platform, so it cannot be read.");
            }
            String spoken = protocol.or(() -> console)
                    .orElseThrow(() -> new BadInputException(build.devicetreeFile()
                            + ": neither 'kcomms' in /aliases nor 'zephyr,console' in /chosen is a"
                            + " UART with a model"));
            Board board = board(hardware, console.orElse(spoken), spoken, platform.file());
            return new FirmwareBundle(
                    board, build.elf(), application, protocol.isPresent(), build.extensions(), List.of(), notes);
        } catch (DevicetreeException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private boolean isSame(BoardCatalogue catalogue, String wanted) {
        return wanted.split("/", 2)[0].equals(name.split("/", 2)[0])
                || catalogue
                        .find(wanted)
                        .filter(board -> known.filter(board::equals).isPresent())
                        .isPresent();
    }

    private FirmwareBundle withoutDevicetree(String application) {
        Board board = known.orElseThrow(() -> new BadInputException("the build folder " + build.folder()
                + " has no zephyr/zephyr.dts, and " + name + " is none of the boards that `testbench boards` lists"
                + build.absent()));
        notes.add("The build folder has no zephyr/zephyr.dts: UARTs and platform are those of the board " + board.name()
                + ".");
        return new FirmwareBundle(
                board.running(build.elf(), build.platform(name).orElse(board.platform())),
                build.elf(),
                application,
                board.speaksProtocol(),
                build.extensions(),
                List.of(),
                notes);
    }

    private Board board(KenningHardware hardware, String console, String kcomms, Path platform) {
        Board base = known.orElseGet(() -> new Board(
                name,
                hardware.tree()
                        .root()
                        .property("model")
                        .map(model -> model.text())
                        .orElse(name),
                List.of(),
                "unknown",
                kilobytes(hardware.flash()),
                kilobytes(hardware.sram()),
                console,
                kcomms,
                hardware.kcomms().isPresent(),
                PROTOCOL,
                BAUD_RATE,
                platform,
                Optional.empty(),
                WELCOME,
                List.of(),
                Optional.empty()));
        int baudRate = hardware.kcomms().map(UartNode::baudRate).stream()
                .flatMapToInt(rate -> rate.stream())
                .findFirst()
                .orElse(base.baudRate());
        return base.running(build.elf(), platform, console, kcomms, baudRate);
    }

    private static int kilobytes(Optional<MemoryRegion> memory) {
        return memory.map(region -> (int) Math.min(region.size() / KILOBYTE, Integer.MAX_VALUE))
                .orElse(0);
    }

    /** Returns the platform of the folder if it is up to date, else one that is made from the devicetree. */
    private Platform platform(Devicetree tree) {
        Optional<Path> own = build.platform(name);
        if (own.isPresent() && !build.isOutdated(own.get())) {
            return new Platform(own.get(), Optional.empty(), read(own.get()));
        }
        own.ifPresent(file -> notes.add(file + " is older than zephyr/zephyr.dts, so it is not used."));
        GeneratedPlatform made = PlatformGenerator.generate(tree, timerFrequency());
        Path file = write(made.repl());
        notes.add("The platform was made from zephyr/zephyr.dts: " + file);
        return new Platform(file, Optional.of(made), Optional.empty());
    }

    private OptionalLong timerFrequency() {
        return build.timerFrequency();
    }

    private Path write(String repl) {
        String file = name.split("/", 2)[0] + ".repl";
        try {
            Path folder = build.folder().resolve(OWN_FOLDER);
            Files.createDirectories(folder);
            return writeIfOther(folder.resolve(file), repl);
        } catch (IOException e) {
            try {
                return writeIfOther(Files.createTempDirectory("testbench-").resolve(file), repl);
            } catch (IOException again) {
                throw new BadInputException(
                        "cannot write the platform " + file + " into " + build.folder() + " or a temporary folder: "
                                + again.getMessage(),
                        again);
            }
        }
    }

    private static Path writeIfOther(Path file, String text) throws IOException {
        if (!Files.isRegularFile(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
        return file;
    }

    /** A platform that needs files of Renode cannot be read here; then UARTs have the names of the devicetree. */
    private static Optional<PlatformDescription> read(Path file) {
        SearchPath path = SearchPath.of(
                file.toAbsolutePath().resolveSibling(""), BuiltInFiles.locate().renode());
        try {
            return Optional.of(new PlatformReader(path).read(Source.ofFile(file)));
        } catch (PlatformException e) {
            return Optional.empty();
        }
    }

    private String requireName(Platform platform, UartNode uart, String what) {
        return nameOf(platform, uart)
                .orElseThrow(() -> new BadInputException(uart.node().position() + ": "
                        + what + " is " + uart.label() + " ("
                        + String.join(", ", uart.node().compatible())
                        + "), which "
                        + (platform.made().isPresent()
                                ? "has no model in Renode that is known here"
                                : "is not in " + platform.file())));
    }

    private static Optional<String> nameOf(Platform platform, UartNode uart) {
        if (platform.made().isPresent()) {
            return platform.made().get().nameOf(uart.node());
        }
        if (platform.description().isEmpty()) {
            return Optional.of(uart.label());
        }
        PlatformDescription description = platform.description().get();
        return description
                .component(uart.label())
                .or(() -> description.components().stream()
                        .filter(component -> uart.address().isPresent()
                                && isAt(component, uart.address().getAsLong()))
                        .findFirst())
                .map(Component::treeName);
    }

    private static boolean isAt(Component component, long address) {
        return component.registrations().stream()
                .flatMap(registration -> registration.point().stream())
                .anyMatch(point ->
                        (point instanceof Value.Numeric number && number.isInteger() && number.asLong() == address)
                                || (point instanceof Value.Range range && range.begin() == address));
    }
    /**
     * The platform of a bundle.
     *
     * @param made how it was made, if it was
     * @param description what it says, if it could be read
     */
    private record Platform(Path file, Optional<GeneratedPlatform> made, Optional<PlatformDescription> description) {}
}

package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.board.FirmwareBundle;
import dev.kenning.testbench.scenario.file.ClassTable;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioClass;
import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Document;
import dev.kenning.testbench.text.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The board that a scenario asks for, with the files that make it run.
 *
 * @param board the board, if it is known
 * @param simulated whether it is to be simulated
 * @param firmware the ELF file, if it is there
 * @param script the {@code .resc} file that sets the simulation up, if it is not the board's own platform
 * @param dependencies the files that the script needs
 * @param runtime the runtime to load into the device (LLEXT), if any
 */
record ResolvedBoard(
        Optional<Board> board,
        boolean simulated,
        Optional<Path> firmware,
        Optional<Path> script,
        List<Path> dependencies,
        Optional<Path> runtime) {

    private static final String BARE_METAL = "BareMetalPlatform";
    private static final String ZEPHYR_BUILD = "zephyr_build_path";
    private static final String PROGRAM = "runtime_binary_path";

    /** The board of Kenning's bare-metal runtime, as Kenning calls it. */
    private static final String SPRINGBOK = "rv32-springbok";

    private static final List<String> PORTS = List.of("uart_port", "uart_log_port");

    static final ResolvedBoard NONE =
            new ResolvedBoard(Optional.empty(), true, Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    /**
     * Looks for the board of a platform.
     *
     * @param pending whether the firmware is still to be built, so that there is none to look for
     */
    static ResolvedBoard of(
            ResolvedPlatform platform,
            boolean pending,
            BoardCatalogue catalogue,
            FileFinder files,
            List<Finding> findings) {
        return new Search(platform.block(), pending, platform.definitions(), catalogue, files, findings).board();
    }

    /** Looks for one board. */
    private record Search(
            Block platform,
            boolean pending,
            PlatformDefinitions definitions,
            BoardCatalogue catalogue,
            FileFinder files,
            List<Finding> findings) {

        private Document.Mapping parameters() {
            return platform.parameters();
        }

        ResolvedBoard board() {
            Optional<String> elsewhere =
                    ClassTable.find("platform", platform.type()).flatMap(ScenarioClass::idle);
            if (elsewhere.isPresent()) {
                error(
                        platform.position(),
                        platform.type() + " is no board, and models run on boards here: use ZephyrPlatform or"
                                + " BareMetalPlatform");
                return NONE;
            }
            boolean simulated = PlatformParameters.isSimulated(platform);
            if (simulated) {
                noteUnusedPorts();
            }
            if (pending) {
                return new ResolvedBoard(
                        fromCatalogue().map(known -> definitions.fill(known, findings)),
                        simulated,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty());
            }
            Optional<String> key = simulated ? folderKey() : Optional.empty();
            boolean built = key.isPresent();
            Optional<FirmwareBundle> bundle = key.flatMap(this::bundle);
            Optional<Board> board = bundle.map(FirmwareBundle::board)
                    .or(() -> built ? Optional.empty() : fromCatalogue().filter(this::hasProtocol))
                    .map(known -> definitions.fill(known, findings));
            return new ResolvedBoard(
                    board,
                    simulated,
                    firmware(board, key, simulated),
                    script(key),
                    Stream.concat(
                                    bundle.map(FirmwareBundle::dependencies).orElse(List.of()).stream(),
                                    files
                                            .listed(parameters(), "resc_dependencies", "a dependency of the script")
                                            .stream())
                            .toList(),
                    files.named(parameters(), "llext_binary_path", "the runtime to load"));
        }

        /** Returns the parameter that names a folder with a program and its platform, if one does. */
        private Optional<String> folderKey() {
            if (parameters().get(ZEPHYR_BUILD).isPresent()) {
                return Optional.of(ZEPHYR_BUILD);
            }
            return parameters()
                    .text(PROGRAM)
                    .flatMap(files::located)
                    .filter(Files::isDirectory)
                    .map(folder -> PROGRAM);
        }

        private boolean hasProtocol(Board board) {
            if (!board.speaksProtocol()) {
                error(
                        parameters().positionOf("name"),
                        board.name()
                                + " has no UART for the Kenning Protocol, so it runs demo_app only: `testbench demo`."
                                + " For a program with a kcomms alias in its overlay, name its build folder in "
                                + ZEPHYR_BUILD);
            }
            return board.speaksProtocol();
        }

        private Optional<Board> fromCatalogue() {
            Optional<String> name = parameters().text("name");
            if (name.isEmpty()) {
                return platform.lacks("name") ? unnamed() : Optional.empty();
            }
            try {
                return Optional.of(catalogue.board(name.get()));
            } catch (BadInputException e) {
                String message = parameters().positionOf("name") + ": " + e.getMessage();
                findings.add(pending ? Finding.note(message + " Its build will describe it.") : Finding.error(message));
                return Optional.empty();
            }
        }

        /** Scenarios from before there were platforms name a script at most: {@code springbok_accelerometer.resc}. */
        private Optional<Board> unnamed() {
            String script = parameters().text("platform_resc_path").orElse("").replaceFirst("(;.*)$", "");
            String stem = script.substring(script.lastIndexOf('/') + 1).replaceFirst("\\.resc$", "");
            Optional<Board> board = catalogue
                    .find(stem)
                    .or(() -> catalogue.find(stem.split("_", 2)[0]))
                    .or(() -> platform.type().equals(BARE_METAL) ? catalogue.find(SPRINGBOK) : Optional.empty());
            if (board.isEmpty()) {
                error(parameters().position(), "the key 'name' is missing: which board is it?");
            }
            board.ifPresent(known -> findings.add(Finding.warning(
                    parameters().position() + ": no board is named; it is taken to be " + known.name() + ".")));
            return board;
        }

        /** Reads the folder that a simulated board runs from. */
        private Optional<FirmwareBundle> bundle(String key) {
            Optional<Path> folder = files.named(parameters(), key, "the folder of the firmware");
            if (folder.isEmpty()) {
                return Optional.empty();
            }
            try {
                FirmwareBundle bundle =
                        FirmwareBundle.of(folder.get(), catalogue, parameters().text("name"));
                bundle.notes().forEach(note -> findings.add(Finding.note(note)));
                if (!bundle.speaksProtocol()) {
                    throw new BadInputException(
                            "the program in " + folder.get() + " has no UART for the Kenning Protocol:"
                                    + " build it with an overlay that has / { aliases { kcomms = &LABEL; }; };");
                }
                return Optional.of(bundle);
            } catch (BadInputException e) {
                error(parameters().positionOf(key), String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }

        private Optional<Path> firmware(Optional<Board> board, Optional<String> folder, boolean simulated) {
            boolean named = parameters().get(PROGRAM).isPresent();
            if (named && folder.filter(ZEPHYR_BUILD::equals).isPresent()) {
                note(PROGRAM, "the firmware of zephyr_build_path is taken");
            } else if (named && folder.isEmpty()) {
                return files.named(parameters(), PROGRAM, "the firmware");
            } else if (!simulated && AutoFlash.isAskedFor(parameters())) {
                Optional<Path> built = parameters()
                        .text(ZEPHYR_BUILD)
                        .flatMap(files::located)
                        .map(build -> build.resolve("zephyr/zephyr.elf"))
                        .filter(Files::isRegularFile);
                if (built.isPresent()) {
                    return built;
                }
            }
            Optional<Path> own = board.flatMap(Board::firmware);
            if (board.isPresent() && own.isEmpty() && simulated) {
                error(
                        parameters().position(),
                        "no firmware is named and " + board.get().name()
                                + " has no prebuilt one; set runtime_binary_path or zephyr_build_path");
            }
            return own;
        }

        /** The UARTs of a simulated board need no way out. */
        private void noteUnusedPorts() {
            for (String port : PORTS) {
                if (parameters().get(port).isPresent()) {
                    note(port, "the board is simulated");
                }
            }
        }

        private Optional<Path> script(Optional<String> folder) {
            if (folder.filter(ZEPHYR_BUILD::equals).isPresent()
                    && parameters().get("platform_resc_path").isPresent()) {
                note("platform_resc_path", "the platform of zephyr_build_path is taken");
                return Optional.empty();
            }
            return files.named(parameters(), "platform_resc_path", "the script");
        }

        private void note(String parameter, String reason) {
            findings.add(Finding.note(parameters().positionOf(parameter) + ": " + parameter
                    + ": not used here, because " + reason + "."));
        }

        private void error(Place position, String message) {
            findings.add(Finding.error(position + ": " + message));
        }
    }
}

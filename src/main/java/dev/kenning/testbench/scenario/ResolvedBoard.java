package dev.kenning.testbench.scenario;

import dev.kenning.testbench.board.BadInputException;
import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.board.Document;
import dev.kenning.testbench.board.FirmwareBundle;
import dev.kenning.testbench.scenario.ScenarioFile.Block;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Is the board that a scenario asks for, with the files that make it run.
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

    /** The board of Kenning's bare-metal runtime, as Kenning calls it. */
    private static final String SPRINGBOK = "rv32-springbok";

    private static final List<String> PORTS = List.of("uart_port", "uart_log_port");

    static final ResolvedBoard NONE =
            new ResolvedBoard(Optional.empty(), true, Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    static ResolvedBoard of(
            ResolvedPlatform platform, BoardCatalogue catalogue, FileFinder files, List<Finding> findings) {
        return new Search(platform.block(), platform.definitions(), catalogue, files, findings).board();
    }

    /** Looks for one board. */
    private record Search(
            Block platform,
            PlatformDefinitions definitions,
            BoardCatalogue catalogue,
            FileFinder files,
            List<Finding> findings) {

        private Document.Mapping parameters() {
            return platform.parameters();
        }

        ResolvedBoard board() {
            if (platform.type().equals("LocalPlatform")) {
                error(
                        platform.position(),
                        "LocalPlatform runs models on the host itself; here they run on a board: use"
                                + " ZephyrPlatform or BareMetalPlatform");
                return NONE;
            }
            boolean simulated = PlatformParameters.isSimulated(platform);
            boolean built = simulated && parameters().get("zephyr_build_path").isPresent();
            Optional<FirmwareBundle> bundle = built ? bundle() : Optional.empty();
            Optional<Board> board = bundle.map(FirmwareBundle::board)
                    .or(() -> built ? Optional.empty() : fromCatalogue())
                    .map(known -> definitions.fill(known, findings));
            if (simulated) {
                noteUnusedPorts();
            }
            return new ResolvedBoard(
                    board,
                    simulated,
                    firmware(board, built, simulated),
                    script(built),
                    files.listed(parameters(), "resc_dependencies", "a dependency of the script"),
                    files.named(parameters(), "llext_binary_path", "the runtime to load"));
        }

        private Optional<Board> fromCatalogue() {
            Optional<String> name = parameters().text("name");
            if (name.isEmpty()) {
                return platform.lacks("name") ? unnamed() : Optional.empty();
            }
            try {
                return Optional.of(catalogue.board(name.get()));
            } catch (BadInputException e) {
                error(parameters().positionOf("name"), String.valueOf(e.getMessage()));
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

        /** Reads the build folder that a simulated board runs from. */
        private Optional<FirmwareBundle> bundle() {
            Optional<Path> folder = files.named(parameters(), "zephyr_build_path", "the Zephyr build folder");
            if (folder.isEmpty()) {
                return Optional.empty();
            }
            try {
                FirmwareBundle bundle = FirmwareBundle.ofBuild(
                        folder.get(), catalogue, parameters().text("name"));
                bundle.notes().forEach(note -> findings.add(Finding.note(note)));
                if (!bundle.speaksProtocol()) {
                    throw new BadInputException(
                            "the program in " + folder.get() + " has no UART for the Kenning Protocol:"
                                    + " build it with an overlay that has / { aliases { kcomms = &LABEL; }; };");
                }
                return Optional.of(bundle);
            } catch (BadInputException e) {
                error(parameters().positionOf("zephyr_build_path"), String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }

        private Optional<Path> firmware(Optional<Board> board, boolean built, boolean simulated) {
            boolean named = parameters().get("runtime_binary_path").isPresent();
            if (named && built) {
                note("runtime_binary_path", "the firmware of zephyr_build_path is taken");
            } else if (named) {
                return files.named(parameters(), "runtime_binary_path", "the firmware");
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

        private Optional<Path> script(boolean built) {
            if (built && parameters().get("platform_resc_path").isPresent()) {
                note("platform_resc_path", "the platform of zephyr_build_path is taken");
                return Optional.empty();
            }
            return files.named(parameters(), "platform_resc_path", "the script");
        }

        private void note(String parameter, String reason) {
            findings.add(Finding.note(parameters().positionOf(parameter) + ": " + parameter
                    + ": not used here, because " + reason + "."));
        }

        private void error(Document.Position position, String message) {
            findings.add(Finding.error(position + ": " + message));
        }
    }
}

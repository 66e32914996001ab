package dev.kenning.testbench.board.west;

import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says which firmware west is to build, as Kenning's {@code ZephyrRuntimeBuilder} does ({@code kenning-systems.md}, 2.6).
 *
 * <p>Every path is absolute. Immutable.
 *
 * @param workspace the checkout of Kenning Zephyr Runtime
 * @param board Zephyr's name of the board
 * @param framework what runs the model
 * @param output where the artefacts are copied to, if they are
 * @param application the folder of the program's sources
 * @param folder the build folder
 * @param virtualEnvironment the Python environment that may hold west
 * @param targets what to build after the program, such as {@code board-repl}
 * @param arguments what CMake gets beyond the usual
 * @param loadable whether the runtime is an extension that the running program loads (LLEXT)
 * @param update whether the workspace is brought up to date first, which downloads
 * @param tracing how Zephelin's traces get out, if they do
 * @param model the compiled model, if it is known
 */
public record RuntimeBuild(
        Path workspace,
        String board,
        ModelFramework framework,
        Optional<Path> output,
        Path application,
        Path folder,
        Path virtualEnvironment,
        List<String> targets,
        List<String> arguments,
        boolean loadable,
        boolean update,
        Set<Tracing> tracing,
        Optional<Path> model) {

    /** The target that makes a platform description of the devicetree. */
    static final String PLATFORM_TARGET = "board-repl";

    private static final Set<ModelFramework> TRACED_BY_DEBUGGER = Set.of(ModelFramework.TFLITE, ModelFramework.TVM);

    private static final String MODULES_SCRIPT = "scripts/prepare_modules.sh";

    /**
     * Checks what goes together.
     *
     * @throws BadInputException if the traces cannot get out of a firmware of this framework, or CMake would take a path
     *     for two
     */
    public RuntimeBuild {
        targets = List.copyOf(targets);
        arguments = List.copyOf(arguments);
        tracing = tracing.isEmpty() ? Set.of() : Set.copyOf(tracing);
        if (tracing.contains(Tracing.DEBUGGER) && !TRACED_BY_DEBUGGER.contains(framework)) {
            throw new BadInputException("a debugger reads traces of tflite and tvm only, not of " + framework.key()
                    + "; leave enable_zephelin_gdb out");
        }
        for (Path path : List.of(workspace, application)) {
            if (path.toString().contains(";")) {
                throw new BadInputException(
                        "CMake takes a path with ';' for two paths: " + path + "; move the workspace");
            }
        }
    }

    /** Starts a build with every default. */
    public static Builder in(Path workspace, String board, ModelFramework framework) {
        return new Builder(workspace, board, framework);
    }

    /**
     * Returns the commands of this build in their order; each runs in the workspace.
     *
     * @param isThere tells whether there is such a file
     */
    public List<Command> commands(West west, Predicate<Path> isThere) {
        String program = west.executable().toString();
        List<Command> commands = new ArrayList<>();
        if (update) {
            commands.add(new Command(List.of(program, "update")));
            Stream.of(workspace.resolve(MODULES_SCRIPT))
                    .filter(isThere)
                    .forEach(script -> commands.add(new Command(List.of(script.toString()))));
        }
        List<String> build = new ArrayList<>(List.of(
                program,
                "build",
                application.toString(),
                "--pristine",
                "auto",
                "--board",
                board,
                "--build-dir",
                folder.toString(),
                "--",
                "-DEXTRA_CONF_FILE=" + configurations(isThere),
                "-DMODULE_EXT_ROOT=" + workspace));
        west.python().ifPresent(python -> build.add(option("PYTHON_PATH", python)));
        model.ifPresent(file -> build.add(option("MODEL_PATH", file)));
        build.addAll(arguments);
        commands.add(new Command(build));
        for (String target : targets) {
            commands.add(new Command(List.of(program, "build", "-t", target, "--build-dir", folder.toString())));
        }
        return commands;
    }

    /** Later files win over earlier ones. */
    private String configurations(Predicate<Path> isThere) {
        List<String> files = new ArrayList<>();
        files.add(loadable ? "llext_" + framework.key() + ".conf;llext.conf" : framework.key() + ".conf");
        Stream.of(application.resolve("boards").resolve(board.replace('/', '_') + ".conf"))
                .filter(isThere)
                .forEach(file -> files.add(file.toString()));
        if (!tracing.isEmpty()) {
            files.add(workspace.resolve("zpl.conf").toString());
            EnumSet.copyOf(tracing)
                    .forEach(way ->
                            files.add(application.resolve(way.configuration()).toString()));
        }
        return String.join(";", files);
    }

    /** Kconfig wants the quotes of a text. */
    private static String option(String name, Path value) {
        return "-DCONFIG_KENNING_" + name + "=\""
                + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Returns the name of the board without its qualifiers, which names its platform description. */
    String plainBoard() {
        return board.split("/", 2)[0];
    }

    /** Returns the artefacts of this build, each with its place in the output folder. */
    List<Artefact> artefacts() {
        List<Artefact> artefacts = new ArrayList<>(List.of(
                Artefact.required("zephyr/zephyr.elf"), new Artefact("zephyr/zephyr.hex", "zephyr/zephyr.hex", false)));
        if (targets.contains(PLATFORM_TARGET)) {
            artefacts.add(Artefact.required(plainBoard() + ".repl"));
            artefacts.add(Artefact.required("zephyr/zephyr.dts"));
        }
        if (loadable) {
            artefacts.add(new Artefact("llext/" + framework.key() + ".llext", "runtime.llext", true));
        }
        return artefacts;
    }

    /** Returns what the finished build runs from. */
    public BuiltRuntime result() {
        Path result = output.orElse(folder);
        return new BuiltRuntime(
                result,
                artefacts().stream()
                        .filter(artefact -> artefact.source().endsWith(".llext"))
                        .map(artefact -> result.resolve(output.isPresent() ? artefact.target() : artefact.source()))
                        .findFirst());
    }

    /** Returns one line of what is built, for messages. */
    String title() {
        return application.getFileName() + " for " + board + " with "
                + Stream.concat(Stream.of(framework.key()), tracing.stream().map(way -> "zephelin"))
                        .distinct()
                        .collect(Collectors.joining(" and "));
    }

    /** Collects what differs from the defaults. */
    public static final class Builder {

        private final Path workspace;
        private final String board;
        private final ModelFramework framework;
        private Optional<Path> output = Optional.empty();
        private Path application;
        private Path folder;
        private String virtualEnvironment = ".west-venv";
        private List<String> targets = List.of();
        private List<String> arguments = List.of();
        private boolean loadable;
        private boolean update;
        private Set<Tracing> tracing = Set.of();
        private Optional<Path> model = Optional.empty();

        private Builder(Path workspace, String board, ModelFramework framework) {
            this.workspace = workspace.toAbsolutePath().normalize();
            this.board = board;
            this.framework = framework;
            application = this.workspace.resolve("app");
            folder = this.workspace.resolve("build");
        }

        /** Copies the artefacts to this folder. */
        public Builder output(Path path) {
            output = Optional.of(path.toAbsolutePath().normalize());
            return this;
        }

        /**
         * Builds the program in this folder, whose path is relative to the workspace.
         *
         * @throws BadInputException if it is an absolute path that leads out of the workspace
         */
        public Builder application(String path) {
            application = inside(path);
            return this;
        }

        /**
         * Builds in this folder, whose path is relative to the workspace.
         *
         * @throws BadInputException if it is an absolute path that leads out of the workspace
         */
        public Builder folder(String path) {
            folder = inside(path);
            return this;
        }

        /** Looks for west in this Python environment; its path is relative to the workspace. */
        public Builder virtualEnvironment(String path) {
            virtualEnvironment = path;
            return this;
        }

        /** Builds these after the program. */
        public Builder targets(List<String> names) {
            targets = names;
            return this;
        }

        /** Gives these to CMake after the usual arguments. */
        public Builder arguments(List<String> words) {
            arguments = words;
            return this;
        }

        /** Makes the runtime an extension that the running program loads. */
        public Builder loadable(boolean value) {
            loadable = value;
            return this;
        }

        /** Brings the workspace up to date first. */
        public Builder update(boolean value) {
            update = value;
            return this;
        }

        /** Has the program hand out traces. */
        public Builder tracing(Set<Tracing> ways) {
            tracing = ways;
            return this;
        }

        /** Builds for this model. */
        public Builder model(Path file) {
            model = Optional.of(file.toAbsolutePath().normalize());
            return this;
        }

        private Path inside(String named) {
            Path path = Path.of(named);
            if (path.isAbsolute() && !path.normalize().startsWith(workspace)) {
                throw new BadInputException(
                        named + " is not in the workspace " + workspace + "; name a path relative to the workspace");
            }
            return workspace.resolve(path).normalize();
        }

        /**
         * Returns the build.
         *
         * @throws BadInputException if something does not go together
         */
        public RuntimeBuild build() {
            return new RuntimeBuild(
                    workspace,
                    board,
                    framework,
                    output,
                    application,
                    folder,
                    workspace.resolve(virtualEnvironment).normalize(),
                    targets,
                    arguments,
                    loadable,
                    update,
                    tracing,
                    model);
        }
    }
}

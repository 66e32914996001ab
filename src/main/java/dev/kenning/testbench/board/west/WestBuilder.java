package dev.kenning.testbench.board.west;

import dev.kenning.testbench.process.RunningCommand;
import dev.kenning.testbench.text.BadInputException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Builds firmware with the west of a user's workspace. Nothing is downloaded unless the build asks for an update.
 *
 * <p>Immutable and thread-safe; two builds in one folder get in each other's way.
 */
public final class WestBuilder {

    /** Where in the build folder the output of the last build is. */
    static final String LOG = "testbench/west-build.log";

    private final UnaryOperator<String> environment;

    /** Takes the variables of the environment, the empty text for one that is not set. */
    public WestBuilder(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /** Returns a builder with the environment of this process. */
    public static WestBuilder ofProcess() {
        return new WestBuilder(name -> Optional.ofNullable(System.getenv(name)).orElse(""));
    }

    /**
     * Returns the commands that {@link #build} runs.
     *
     * @throws BadInputException if there is no west, no workspace or no application, saying what to do
     */
    public List<Command> commands(RuntimeBuild build) {
        requireWorkspace(build);
        return build.commands(West.find(build, environment), Files::isRegularFile);
    }

    /**
     * Builds and copies the artefacts.
     *
     * <p>An interrupt of the thread, or the end of this process, ends west and all that it started.
     *
     * @param output takes each line of output as it comes, commands among them
     * @throws BadInputException if there is no west, no workspace or no application
     * @throws BuildException if a command fails, with the first error of its output, or leaves no program
     * @throws CancellationException if the thread is interrupted
     */
    public BuiltRuntime build(RuntimeBuild build, Consumer<String> output) {
        List<Command> commands = commands(build);
        BuildLog log = new BuildLog(build.folder().resolve(LOG), output);
        try {
            for (Command command : commands) {
                log.accept("+ " + command);
                run(command, build, log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the build of " + build.title() + " was cancelled; " + log.save());
        }
        String saved = log.save();
        copy(build, saved);
        return build.result();
    }

    private void run(Command command, RuntimeBuild build, BuildLog log) throws InterruptedException {
        int begin = log.lines().size();
        int status;
        try {
            status = RunningCommand.start(command.words(), build.workspace(), variables(build), log)
                    .await();
        } catch (IOException e) {
            throw new BuildException(command.words().get(0) + " cannot be started: " + e.getMessage(), e);
        }
        if (status != 0) {
            List<String> printed = log.lines();
            BuildError error = BuildError.first(printed.subList(begin, printed.size()), build.folder());
            throw new BuildException("the build of " + build.title() + " failed (exit status " + status + "): "
                    + error.text() + (error.advice().isEmpty() ? "" : "\n  what to do: " + error.advice())
                    + "\n  command: " + command + "\n  " + log.save());
        }
    }

    /** What the virtual environment has, such as CMake or dts2repl, is found as if it were activated. */
    private Map<String, String> variables(RuntimeBuild build) {
        Path bin = build.virtualEnvironment().resolve("bin");
        return Files.isDirectory(bin)
                ? Map.of(
                        "PATH",
                        bin + File.pathSeparator + environment.apply("PATH"),
                        "VIRTUAL_ENV",
                        build.virtualEnvironment().toString())
                : Map.of();
    }

    private void requireWorkspace(RuntimeBuild build) {
        Path workspace = build.workspace();
        if (!Files.isDirectory(workspace)) {
            throw new BadInputException("there is no workspace " + workspace + howToGetOne(workspace));
        }
        boolean manifest = Files.isRegularFile(workspace.resolve("west.yml"));
        boolean initialised = Stream.iterate(workspace, folder -> folder != null, Path::getParent)
                .anyMatch(folder -> Files.isDirectory(folder.resolve(".west")));
        if (!manifest && !initialised && environment.apply("ZEPHYR_BASE").isEmpty()) {
            throw new BadInputException(workspace + " is no west workspace: it has no west.yml, and neither it nor a"
                    + " folder above it has .west" + howToGetOne(workspace));
        }
        if (!Files.isDirectory(build.application())) {
            throw new BadInputException("the workspace " + workspace + " has no application "
                    + workspace.relativize(build.application()) + "; name its folder in application_dir");
        }
    }

    private static String howToGetOne(Path workspace) {
        Path folder = Optional.ofNullable(workspace.getFileName()).orElse(workspace);
        return ". Make one: git clone https://github.com/antmicro/kenning-zephyr-runtime " + folder
                + " in a folder of its own, then in it: west init -l . && west update && west zephyr-export; and name"
                + " the checkout in workspace";
    }

    private static void copy(RuntimeBuild build, String log) {
        List<String> absent = build.artefacts().stream()
                .filter(Artefact::required)
                .map(Artefact::source)
                .filter(file -> !Files.isRegularFile(build.folder().resolve(file)))
                .toList();
        if (!absent.isEmpty()) {
            throw new BuildException("west built " + build.title() + ", but " + build.folder() + " has no "
                    + String.join(", no ", absent) + "; " + log);
        }
        build.output().ifPresent(output -> {
            for (Artefact artefact : build.artefacts()) {
                copy(build.folder().resolve(artefact.source()), output.resolve(artefact.target()));
            }
        });
    }

    /** The times stay: they tell whether a platform is older than its devicetree. */
    private static void copy(Path source, Path target) {
        try {
            Files.createDirectories(target.resolveSibling(""));
            Files.deleteIfExists(target);
            if (Files.isRegularFile(source)) {
                Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new BuildException("cannot copy " + source + " to " + target + ": " + e.getMessage(), e);
        }
    }
}

package dev.kenning.testbench.board.west;

import dev.kenning.testbench.text.BadInputException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The west to build with.
 *
 * @param executable the program
 * @param python the Python that goes with it, which the build runs Kenning's scripts by, if there is one
 */
public record West(Path executable, Optional<Path> python) {

    private static final String PROGRAM = "west";
    private static final String PYTHON = "python3";

    /**
     * Finds west in the virtual environment of a build, else on the {@code PATH}. Nothing is installed.
     *
     * @param environment gives the variables of the environment, the empty text for one that is not set
     * @throws BadInputException if there is none, saying how to get it
     */
    public static West find(RuntimeBuild build, UnaryOperator<String> environment) {
        Path bin = build.virtualEnvironment().resolve("bin");
        Path executable = Stream.concat(Stream.of(bin), onPath(environment))
                .map(folder -> folder.resolve(PROGRAM))
                .filter(West::isProgram)
                .findFirst()
                .orElseThrow(() -> new BadInputException(absent(build)));
        Optional<Path> python = Stream.concat(Stream.of(executable.resolveSibling("")), onPath(environment))
                .map(folder -> folder.resolve(PYTHON))
                .filter(West::isProgram)
                .findFirst();
        return new West(executable, python);
    }

    private static Stream<Path> onPath(UnaryOperator<String> environment) {
        return Arrays.stream(environment.apply("PATH").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).toAbsolutePath());
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static String absent(RuntimeBuild build) {
        Path venv = build.virtualEnvironment();
        return "there is no west to build the firmware with, neither " + venv.resolve("bin/west")
                + " nor one on the PATH. Install it: "
                + new Command(List.of(PYTHON, "-m", "venv", venv.toString())) + " && "
                + new Command(List.of(venv.resolve("bin/pip").toString(), "install", PROGRAM))
                + ", then what Zephyr asks for"
                + " (https://docs.zephyrproject.org/latest/develop/getting_started); or name the virtual environment that"
                + " has it in venv_dir; or build elsewhere, leave runtime_builder out and name the folder in"
                + " zephyr_build_path";
    }
}

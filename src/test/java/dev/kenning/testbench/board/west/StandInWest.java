package dev.kenning.testbench.board.west;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A workspace whose west is a shell script: it records how it is called, prints what a build prints, and leaves the
 * artefacts of another build.
 */
public final class StandInWest {

    private static final String RECORD_END = "<end of call>";

    private final Path workspace;
    private final List<String> script = new ArrayList<>();

    private StandInWest(Path workspace) {
        this.workspace = workspace;
    }

    /** Makes a workspace with an application and a west that does nothing yet. */
    public static StandInWest in(Path workspace) {
        try {
            Files.createDirectories(workspace.resolve("app/boards"));
            Files.writeString(workspace.resolve("west.yml"), "manifest:\n  self:\n    path: runtime\n");
            Files.writeString(workspace.resolve("app/CMakeLists.txt"), "project(app)\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StandInWest(workspace).does("""
                here=$(dirname "$(readlink -f "$0")")
                { printf '%s\\n' "$@"; echo '<end of call>'; } >> "$here/calls"
                pwd > "$here/folder"
                folder=
                for word; do
                    [ "$previous" = --build-dir ] && folder=$word
                    previous=$word
                done
                """).writes();
    }

    /** Prints a line, as a build does. */
    public StandInWest prints(String line) {
        return does("printf '%s\\n' '" + line.replace("'", "'\\''") + "'").writes();
    }

    /** Copies a file into the build folder. */
    public StandInWest leaves(String name, Path original) {
        return does("""
                mkdir -p "$(dirname "$folder/%s")"
                cp '%s' "$folder/%s"
                """.formatted(name, original.toAbsolutePath().toString().replace("'", "'\\''"), name))
                .writes();
    }

    /** Adds lines of shell; the build folder is {@code $folder}. */
    public StandInWest does(String lines) {
        script.add(lines.strip());
        return this;
    }

    /** Ends with a status from here on. */
    public StandInWest fails(int status) {
        return does("exit " + status).writes();
    }

    public Path workspace() {
        return workspace;
    }

    public Path executable() {
        return workspace.resolve(".west-venv/bin/west");
    }

    /** Returns the arguments of each call. */
    public List<List<String>> calls() {
        return Arrays.stream(read("calls").split(RECORD_END + "\n"))
                .map(call -> call.lines().toList())
                .toList();
    }

    /** Returns the folder in which the last call was made. */
    public String folderOfCall() {
        return read("folder").strip();
    }

    private String read(String name) {
        try {
            return Files.readString(executable().resolveSibling(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the script as it is so far. */
    public StandInWest writes() {
        try {
            Files.createDirectories(executable().resolveSibling(""));
            program("python3", "exit 1");
            program("west", String.join("\n", script));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void program(String name, String lines) throws IOException {
        Path file = executable().resolveSibling(name);
        Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

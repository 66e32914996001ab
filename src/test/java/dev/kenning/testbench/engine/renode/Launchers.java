package dev.kenning.testbench.engine.renode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes programs that start as Renode's launcher does. */
final class Launchers {

    private Launchers() {}

    /** Writes a shell script {@code <folder>/<name>/renode}. */
    static Path script(Path folder, String name, String commands) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name)).resolve("renode");
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** Returns the command that runs a class of this class path. */
    static String java(Class<?> main, String... arguments) {
        return "'" + System.getProperty("java.home")
                + "/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss4m -cp '" + classPath() + "' "
                + main.getName() + " " + String.join(" ", arguments);
    }

    /** Writes a launcher of the embedded engine behind Renode's robot server. */
    static Path served(Path folder) throws IOException {
        String home = "$TMPDIR/renode-$$";
        String serve = java(
                dev.kenning.testbench.cli.Main.class,
                "serve",
                "--robot-server-port 0",
                "--port-file \"" + home + "/robot_port\"");
        return script(folder, "served", "mkdir -p \"" + home + "\"\nexec " + serve);
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}

package dev.kenning.testbench.engine.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks the {@code docker} command what there is: it answers at once, while Testcontainers starts containers of its own to
 * find out, and waits minutes where it cannot pull them.
 */
final class DockerCommand {

    private static final long SECONDS = 10;

    private DockerCommand() {}

    /** Returns the version of the Docker engine; empty if there is no command or no engine. */
    static Optional<String> engineVersion() {
        return run("version", "--format", "{{.Server.Version}}").filter(version -> !version.isEmpty());
    }

    /** Tells whether an image is on this machine. */
    static boolean hasImage(String name) {
        return run("image", "inspect", "--format", "{{.Id}}", name).isPresent();
    }

    /** Returns what a command printed; empty if it failed. */
    private static Optional<String> run(String... arguments) {
        List<String> command =
                Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? Optional.of(printed) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

package dev.kenning.testbench.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told on a machine without a Docker engine; in a JVM of its own, with another environment. */
@Tag("tool")
class NoDockerIT {

    /** Prints what the engine says of itself. */
    public static void main(String[] arguments) {
        System.out.println(new ContainerEngine("any").status().detail());
    }

    @Test
    void saysWhatToInstall() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                NoDockerIT.class.getName());
        builder.environment().put("DOCKER_HOST", "unix:///nowhere/docker.sock");
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).startsWith("no Docker engine answers: install one (Debian package: docker.io)");
    }
}

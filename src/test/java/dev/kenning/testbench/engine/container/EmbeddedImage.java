package dev.kenning.testbench.engine.container;

import dev.kenning.testbench.Tools;
import java.io.IOException;

/** The image `embedded` of the Dockerfile, which a test does not build itself. */
final class EmbeddedImage {

    static final String NAME = "kenning-testbench-embedded";

    private EmbeddedImage() {}

    /** Ends the test unless there are a Docker engine and the image. */
    static void require() throws IOException, InterruptedException {
        Tools.require("docker", "docker", "docker.io");
        Tools.requireThat(succeeds("docker", "version"), "docker", "no Docker engine answers (`docker version`)");
        Tools.requireThat(
                succeeds("docker", "image", "inspect", NAME),
                "docker",
                "there is no image " + NAME + " (docker/prepare, then docker build --network none --target embedded -t "
                        + NAME + " .)");
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}

package dev.kenning.testbench.engine.renode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.cli.Main;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several runs at a time on one machine, each in a JVM of its own, with one folder for all reports. */
@Timeout(120)
@Tag("board")
class ParallelRunsIT {

    private static final int RUNS = 3;
    private static final String SCENARIO = "scenarios/gestures/tflite/stm32f746g_disco.yml";

    private final List<Process> processes = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void shareNeitherPortsNorFiles() throws Exception {
        Path renode = Launchers.served(folder);
        Path reports = folder.resolve("reports");

        for (int i = 0; i < RUNS; i++) {
            processes.add(start(renode, reports, folder.resolve("output-" + i)));
        }

        for (int i = 0; i < RUNS; i++) {
            int status = processes.get(i).waitFor();
            assertThat(Files.readString(folder.resolve("output-" + i), StandardCharsets.UTF_8))
                    .as("output of run %d, which ended with status %d", i, status)
                    .contains("accuracy 100.0 % (10 of 10)");
            assertThat(status).as("exit status of run %d", i).isZero();
        }
        try (Stream<Path> benches = Files.list(reports)) {
            assertThat(benches).as("a folder for each run").hasSize(RUNS);
        }
    }

    private static Process start(Path renode, Path reports, Path output) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xss4m",
                        "-Dtestbench.renode=" + renode,
                        "-Dtestbench.reports=" + reports,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        SCENARIO,
                        "--engine",
                        "renode")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}

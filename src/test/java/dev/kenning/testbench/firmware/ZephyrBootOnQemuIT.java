package dev.kenning.testbench.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Tools;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds our boot program against another implementation of the architecture, so that it may judge ours. */
@Tag("tool")
class ZephyrBootOnQemuIT {

    private static final Path PROGRAM = Path.of("firmware", "prebuilt", "mps2_an500", "zephyr-boot.elf");

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void passesEveryCheckOfTheProcessor() throws IOException {
        Path qemu = Tools.require("qemu-system-arm", "qemu", "qemu-system-arm");
        Process process = new ProcessBuilder(
                        qemu.toString(),
                        "-M",
                        "mps2-an500",
                        "-icount",
                        "shift=0",
                        "-display",
                        "none",
                        "-monitor",
                        "none",
                        "-serial",
                        "stdio",
                        "-kernel",
                        PROGRAM.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader console = process.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(linesUntilTheEnd(console))
                    .as("console of %s", PROGRAM)
                    .contains("BOOT PASS")
                    .noneMatch(line -> line.startsWith("FAIL"))
                    .hasSizeGreaterThan(60);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> linesUntilTheEnd(BufferedReader console) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = console.readLine(); line != null; line = console.readLine()) {
            lines.add(line);
            if (line.startsWith("BOOT ")) {
                break;
            }
        }
        return lines;
    }
}

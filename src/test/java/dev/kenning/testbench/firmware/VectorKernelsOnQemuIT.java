package dev.kenning.testbench.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Tools;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the vector kernels' instructions on another implementation of the architecture than ours. */
@Tag("tool")
class VectorKernelsOnQemuIT {

    @Test
    void computeWhatTheirDefinitionsSay() {
        Tools.require("qemu-system-riscv32", "qemu", "qemu-system-misc");
        Tools.require("riscv64-unknown-elf-gcc", "gcc", "gcc-riscv64-unknown-elf and picolibc-riscv64-unknown-elf");
        String make = Tools.require("make", "gcc", "make").toString();
        int seed = new Random().nextInt(Integer.MAX_VALUE);

        List<String> lines = NativeFirmware.execute(
                List.of(make, "-s", "--no-print-directory", "-C", "firmware", "check-vector", "SEED=" + seed),
                List.of());

        assertThat(lines.stream().filter(line -> line.startsWith("PASS ")))
                .as("results with seed %s", seed)
                .contains("PASS SOFTMAX int8 against gemmlowp, 600 lines")
                .hasSize(8);
    }
}

package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.host.NativeBoard;
import dev.kenning.testbench.host.QemuBoard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code testbench compare} on the embedded engine, the native firmware and QEMU's board. */
@Tag("tool")
class CompareIT {

    private static final String FLOAT = "scenarios/gestures/tflite/mps2_an500.yml";

    private final TestConsole console = new TestConsole();

    @Test
    void findsTheSameOutputsOnThreeBoardsThatShareNothing() {
        try (NativeBoard host = NativeBoard.onPseudoTerminal();
                QemuBoard qemu = QemuBoard.onTcp()) {
            int status = console.run(
                    "compare",
                    FLOAT,
                    "--engines",
                    "embedded,hardware=" + host.address() + ",attached=" + qemu.address());

            assertThat(status).as(console.err()).isZero();
            assertThat(console.out().lines().map(line -> line.replaceAll(" +", " ")))
                    .anySatisfy(line -> assertThat(line)
                            .matches("embedded 10 100\\.0 % - - - - - 16\\.\\d+ ms virtual time - reference"))
                    .anySatisfy(line -> assertThat(line)
                            .matches("hardware=.* 10 100\\.0 % .* 0 [0-9.]+ ms host time [0-9.]+ \\+/-[0-9.]+ % same"))
                    .anySatisfy(line -> assertThat(line)
                            .matches("attached=.* 10 100\\.0 % .* 0 [0-9.]+ ms host time [0-9.]+ \\+/-[0-9.]+ % same"));
        }
    }

    @Test
    void showsTheFirstDifferenceWithBothTranscriptsAndFails() {
        try (QemuBoard qemu = QemuBoard.onTcp()) {
            int status = console.run(
                    "compare", FLOAT, "--tolerance", "0", "--engines", "attached=" + qemu.address() + ",embedded");

            // The two machines agree to the last bit, or say where they do not.
            boolean same = console.out().lines().anyMatch(line -> line.endsWith("same"));
            assertThat(status).as(console.err()).isEqualTo(same ? 0 : 1);
            if (!same) {
                assertThat(console.err()).contains("is the first that differs on embedded", "-> PROCESS");
            }
        }
    }

    @Test
    void refusesWhatCannotBeCompared() {
        assertThat(console.run("compare", FLOAT, "--engines", "embedded")).isEqualTo(2);
        assertThat(console.err()).contains("--engines needs two engines or more");
        assertThat(console.run("compare", FLOAT, "--engines", "embedded,embedded"))
                .isEqualTo(2);
        assertThat(console.err()).contains("names an engine twice");
        assertThat(console.run("compare", FLOAT, "--engines", "embedded=tcp:localhost:1,hardware"))
                .isEqualTo(2);
        assertThat(console.err()).contains("takes no port");
    }
}

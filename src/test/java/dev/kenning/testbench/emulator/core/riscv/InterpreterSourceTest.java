package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class InterpreterSourceTest {

    @Test
    void findsTheInterpretersSwitchesFresh() throws IOException {
        String source = Files.readString(InterpreterSource.SOURCE.file());

        assertThat(source)
                .as("%s is stale: run InterpreterSource, as its comment says", InterpreterSource.SOURCE.file())
                .isEqualTo(InterpreterSource.SOURCE.refresh(source));
    }
}

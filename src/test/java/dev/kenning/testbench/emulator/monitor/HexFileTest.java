package dev.kenning.testbench.emulator.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.machine.MachineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HexFileTest {

    @TempDir
    private Path folder;

    @Test
    void loadsDataBehindItsLinearAddressAndStopsAtTheEnd() throws IOException {
        assertThat(loaded(":020000042000DA", ":0400100078563412D8", ":00000001FF", ":00000001FF"))
                .containsExactly("20000010: 4 bytes, first 78");
    }

    @Test
    void refusesAWrongChecksumWithItsLine() {
        assertThatThrownBy(() -> loaded(":020000042000DA", ":0400100078563412D9"))
                .isInstanceOf(MachineException.class)
                .hasMessageEndingWith("is no Intel HEX file: line 2: the checksum is wrong.");
    }

    @Test
    void refusesARecordThatIsCutOff() {
        assertThatThrownBy(() -> loaded(":04001000785634"))
                .isInstanceOf(MachineException.class)
                .hasMessageEndingWith("line 1: the record's length is not what it says.");
    }

    private List<String> loaded(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("some.hex"), List.of(lines));
        List<String> blocks = new ArrayList<>();
        HexFile.load(
                file,
                (address, bytes) -> blocks.add("%x: %d bytes, first %x".formatted(address, bytes.length, bytes[0])));
        return blocks;
    }
}

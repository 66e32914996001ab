package dev.kenning.testbench.emulator.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.platform.SearchPath;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds ranges of the bus that are locked. */
class LockedRangesTest {

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("")));

    @BeforeEach
    void lockAPartOfAMemory() {
        run("mach create");
        run("machine LoadPlatformDescriptionFromString \"ram: Memory.MappedMemory @ sysbus 0x1000 { size: 0x1000 }\"");
        run("sysbus WriteDoubleWord 0x1140 0x11223344");
        run("sysbus ReadDoubleWord 0x1140");
        run("sysbus SetAddressRangeLocked <0x1144, 0x117C> true");
    }

    @Test
    void readZeroAndSaySo() {
        run("sysbus WriteByte 0x1150 5");

        assertThat(run("sysbus ReadByte 0x1150")).isEqualTo("0x00");
        assertThat(emulation.machine().log().lines())
                .anySatisfy(line -> assertThat(line)
                        .endsWith("Tried to write 1 bytes (0x5) at 0x1150 which is inside a locked address range,"
                                + " write ignored"))
                .anySatisfy(line -> assertThat(line)
                        .endsWith("Tried to read 1 bytes at 0x1150 which is inside a locked address range,"
                                + " returning 0"));
    }

    @Test
    void keepOutAWideAccessThatTouchesThem() {
        assertThat(run("sysbus ReadQuadWord 0x1140")).isEqualTo("0x0000000000000000");
        assertThat(run("sysbus ReadDoubleWord 0x1140")).isEqualTo("0x11223344");
        assertThat(run("sysbus ReadQuadWord 0x117C")).isEqualTo("0x0000000000000000");
    }

    @Test
    void openInParts() {
        run("sysbus SetAddressRangeLocked <0x1150, 0x1153> false");

        run("sysbus WriteDoubleWord 0x1150 7");

        assertThat(run("sysbus ReadDoubleWord 0x1150")).isEqualTo("0x00000007");
        assertThat(run("sysbus ReadDoubleWord 0x1154")).isEqualTo("0x00000000");
        assertThat(run("sysbus IsAddressRangeLocked <0x1150, 0x1153>")).isEqualTo("False");
        assertThat(run("sysbus IsAddressRangeLocked <0x1150, 0x1154>")).isEqualTo("True");
    }

    private String run(String command) {
        return emulation.execute(command).strip();
    }
}

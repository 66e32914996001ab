package dev.kenning.testbench.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemoryMapTest {

    private static final Path DEVICE = Path.of("firmware/prebuilt/stm32f746g_disco/kenning-device.elf");

    private final MemoryMap map = MemoryMap.of(ElfFile.read(DEVICE));

    @Test
    void countsCodeForTheImageAndClearedMemoryForRam() {
        ElfSection code = section(".text");
        ElfSection cleared = section(".bss");

        assertThat(code.loaded()).isTrue();
        assertThat(code.writable()).isFalse();
        assertThat(cleared.loaded()).isFalse();
        assertThat(cleared.writable()).isTrue();
        assertThat(map.imageBytes()).isGreaterThanOrEqualTo(code.size()).isLessThan(code.size() + cleared.size());
        assertThat(map.ramBytes()).isGreaterThanOrEqualTo(cleared.size());
    }

    @Test
    void placesEachSymbolInItsSectionLargestFirst() {
        assertThat(map.symbols())
                .isNotEmpty()
                .allSatisfy(placed -> assertThat(placed.section().holds(placed.symbol()))
                        .as(placed.symbol().name())
                        .isTrue());
        assertThat(map.symbols())
                .extracting(placed -> placed.symbol().size())
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void listsSectionsByAddress() {
        assertThat(map.sections()).extracting(ElfSection::address).isSorted();
    }

    private ElfSection section(String name) {
        return map.sections().stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

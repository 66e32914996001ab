package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.SystemBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the nRF52840 product specification, section 4.3. */
class Nrf52NvmcTest {

    private static final int SIZE = 0x4000;
    private static final int PAGE = 0x1000;
    private static final int WRITTEN = 0x1234;
    private static final int READY = 0x400;
    private static final int CONFIG = 0x504;
    private static final int ERASEPAGE = 0x508;
    private static final int ERASEALL = 0x50C;
    private static final int ERASEPAGEPARTIAL = 0x518;

    private final Bench bench = new Bench();
    private final SystemBus bus = new SystemBus(bench.clock, (source, message) -> {});
    private final Nrf52Nvmc nvmc = new Nrf52Nvmc(bench.surroundings("nvmc"), bus);

    @BeforeEach
    void fillThePages() {
        bus.mapMemory(0, SIZE, "flash");
        nvmc.reset();
        for (int page = 0; page < SIZE; page += PAGE) {
            bus.writeWord(page, WRITTEN);
            bus.writeWord(page + PAGE - 4, WRITTEN);
        }
    }

    @Test
    void isReadyAtOnce() {
        assertThat(nvmc.read(READY, 4)).isEqualTo(1);
    }

    @Test
    void erasesThePageOfAnAddress() {
        nvmc.write(CONFIG, 4, 2);

        nvmc.write(ERASEPAGE, 4, PAGE);

        assertThat(bus.readWord(PAGE)).isEqualTo(-1);
        assertThat(bus.readWord(2 * PAGE - 4)).isEqualTo(-1);
        assertThat(bus.readWord(PAGE - 4)).as("the page before").isEqualTo(WRITTEN);
        assertThat(bus.readWord(2 * PAGE)).as("the page after").isEqualTo(WRITTEN);
    }

    @Test
    void erasesNothingUnlessErasingIsEnabled() {
        nvmc.write(CONFIG, 4, 1);

        nvmc.write(ERASEPAGE, 4, PAGE);
        nvmc.write(ERASEPAGEPARTIAL, 4, PAGE);
        nvmc.write(ERASEALL, 4, 1);

        assertThat(bus.readWord(PAGE)).isEqualTo(WRITTEN);
    }

    @Test
    void erasesAPageInParts() {
        nvmc.write(CONFIG, 4, 4);

        nvmc.write(ERASEPAGEPARTIAL, 4, 3 * PAGE);

        assertThat(bus.readWord(3 * PAGE)).isEqualTo(-1);
    }

    @Test
    void erasesEverything() {
        nvmc.write(CONFIG, 4, 2);

        nvmc.write(ERASEALL, 4, 1);

        assertThat(bus.readWord(0)).isEqualTo(-1);
        assertThat(bus.readWord(SIZE - 4)).isEqualTo(-1);
    }
}

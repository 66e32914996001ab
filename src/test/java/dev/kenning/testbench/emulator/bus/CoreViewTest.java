package dev.kenning.testbench.emulator.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Holds the buses that show something to one core only, and accesses beyond 32 bits. */
class CoreViewTest {

    private static final int PAGE = 0x1000;

    private final SystemBus bus = new SystemBus(new Clock(1), (source, message) -> {});

    @Test
    void showsACoreItsOwnMemoryBeforeThatOfAll() {
        bus.mapMemory(0x1000, PAGE, "shared");
        bus.writeWord(0x1000, 1);
        SystemBus view = bus.newView();
        assertThat(view.readWord(0x1000)).isEqualTo(1);

        view.mapMemory(0x1000, PAGE, "own");
        view.writeWord(0x1000, 2);

        assertThat(view.readWord(0x1000)).isEqualTo(2);
        assertThat(bus.readWord(0x1000)).isEqualTo(1);
    }

    @Test
    void tellsCodeListenersOfStoresThroughAnotherView() {
        MappedMemory memory = bus.mapMemory(0x1000, PAGE, "shared");
        SystemBus view = bus.newView();
        view.mapMemory(0x8000, memory);
        view.writeWord(0x8000, 1);
        int[] told = new int[1];
        bus.addCodeListener((address, length) -> {
            told[0]++;
            return false;
        });
        bus.watchCode(0x1000);

        view.writeWord(0x8000, 2);

        assertThat(told[0]).as("once for each address that shows the memory").isEqualTo(2);
    }

    @Test
    void showsTheFirstBytesOfAMemoryInAShorterRangeAndZerosBehindItsEnd() {
        MappedMemory memory = new MappedMemory("rom", 2 * PAGE);
        bus.mapMemory(0x10000, memory);
        bus.mapMemory(0x20000, PAGE, memory, 0);
        bus.mapMemory(0x30000, 4 * PAGE, memory, 0);
        bus.writeWord(0x10004, 7);

        assertThat(bus.readWord(0x20004)).isEqualTo(7);
        assertThat(bus.nameAt(0x21000)).isEmpty();
        bus.writeWord(0x33000, 5);
        assertThat(bus.readWord(0x33000)).as("behind the memory's end").isZero();
    }

    @Test
    void readsAndWritesBeyond32Bits() {
        bus.mapMemory(0xFFFF_F000L, 2 * PAGE, "across");
        bus.mapMemory(0xFFFF_FFFF_0000_0000L, PAGE, "top");
        WideAccess wide = new WideAccess(bus);

        wide.write(0xFFFF_FFFEL, 8, 0x1122_3344_5566_7788L);
        wide.write(0xFFFF_FFFF_0000_0010L, 4, 9);

        assertThat(wide.read(0x1_0000_0000L, 4)).isEqualTo(0x3344_5566L);
        assertThat(bus.readHalf(0xFFFF_FFFE)).isEqualTo(0x7788);
        assertThat(wide.read(0xFFFF_FFFF_0000_0010L, 8)).isEqualTo(9);
        assertThat(wide.read(0x3_0000_0000L, 4)).as("nothing is there").isZero();
    }
}

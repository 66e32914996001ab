package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.bus.SystemBus;

/**
 * Models the non-volatile memory controller of nRF52, which Renode has no model of: pages, all and the user information registers
 * are erased at once, a partial erase erases its page (nRF52840 product specification, section 4.3). The flash itself is memory,
 * which takes stores whether or not they are enabled. Does what {@code renode/flash/nrf52_nvmc.py} does on Renode.
 */
public final class Nrf52Nvmc extends RegisterDevice {

    private static final int SIZE = 0x1000;

    private static final int PAGE = 0x1000;
    private static final int USER_INFORMATION = 0x1000_1000;
    private static final int ERASE_ENABLED = 2;
    private static final int PARTIAL_ERASE_ENABLED = 4;

    private final FlashArray flash;
    private final Registers.Register mode;

    /** Creates the device, which erases memory of the bus. */
    public Nrf52Nvmc(Surroundings surroundings, SystemBus bus) {
        super(surroundings, SIZE);
        flash = new FlashArray(bus, () -> 0);
        for (int offset = 0; offset < SIZE; offset += 4) {
            registers.word(offset);
        }
        registers.fixed(0x400).resetsTo(1);
        registers.fixed(0x408).resetsTo(1);
        mode = registers.word(0x504);
        registers.fixed(0x508).onWrite(page -> erase(ERASE_ENABLED, page));
        registers.fixed(0x50C).onWrite(this::eraseAll);
        registers.fixed(0x510).onWrite(page -> erase(ERASE_ENABLED, page));
        registers.fixed(0x514).onWrite(start -> erase(ERASE_ENABLED, (start & 1) != 0 ? USER_INFORMATION : -1));
        registers.fixed(0x518).onWrite(page -> erase(PARTIAL_ERASE_ENABLED, page));
    }

    private void erase(int needed, int page) {
        if (mode.get() == needed) {
            flash.erase(page & 0xFFFF_FFFFL & -PAGE, PAGE);
        }
    }

    private void eraseAll(int start) {
        if ((start & 1) != 0 && mode.get() == ERASE_ENABLED) {
            long page = 0;
            while (flash.erase(page, PAGE)) {
                page += PAGE;
            }
            flash.erase(USER_INFORMATION, PAGE);
        }
    }
}

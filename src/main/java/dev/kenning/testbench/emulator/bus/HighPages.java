package dev.kenning.testbench.emulator.bus;

import dev.kenning.testbench.state.NotState;
import java.util.Arrays;

/**
 * Some of the pages above 4 GiB that one master uses directly, by their number in its own address space.
 *
 * <p>A page has one place, at the low bits of its number; the tag there tells whether it is this page. Fields are open
 * because cores look there for every such access.
 */
@NotState
public final class HighPages implements PageHolder {

    /** The bits of a page's number that give its place. */
    public static final int MASK = 0x3FF;

    private static final int PLACES = MASK + 1;

    /** The number of the page that loads find at a place; 0 if there is none. */
    public final long[] loadTags = new long[PLACES];

    /** The bytes of the page that loads find at a place. */
    public final byte[][] loads = new byte[PLACES][0];

    /** The number of the page that stores find at a place; 0 if there is none. */
    public final long[] storeTags = new long[PLACES];

    /** The bytes of the page that stores find at a place. */
    public final byte[][] stores = new byte[PLACES][0];

    private final long[] loadsOnBus = new long[PLACES];
    private final long[] storesOnBus = new long[PLACES];

    HighPages() {}

    /** Lets loads use a page. */
    public void admitLoads(long page, long onBus, byte[] bytes) {
        int place = (int) page & MASK;
        loadTags[place] = page;
        loads[place] = bytes;
        loadsOnBus[place] = onBus;
    }

    /** Lets stores use a page. */
    public void admitStores(long page, long onBus, byte[] bytes) {
        int place = (int) page & MASK;
        storeTags[place] = page;
        stores[place] = bytes;
        storesOnBus[place] = onBus;
    }

    /** Forgets every page. */
    public void clear() {
        Arrays.fill(loadTags, 0);
        Arrays.fill(storeTags, 0);
    }

    @Override
    public void forget(long first, long last) {
        for (int place = 0; place < PLACES; place++) {
            if (loadsOnBus[place] >= first && loadsOnBus[place] <= last) {
                loadTags[place] = 0;
            }
            if (storesOnBus[place] >= first && storesOnBus[place] <= last) {
                storeTags[place] = 0;
            }
        }
    }

    @Override
    public void forgetStores(long page) {
        for (int place = 0; place < PLACES; place++) {
            if (storesOnBus[place] == page) {
                storeTags[place] = 0;
            }
        }
    }
}

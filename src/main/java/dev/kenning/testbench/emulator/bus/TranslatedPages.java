package dev.kenning.testbench.emulator.bus;

import dev.kenning.testbench.state.NotState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pages that one master has found by address translation, by their number in its own address space: what a
 * translation look-aside buffer holds, as large as it needs to be.
 */
@NotState
public final class TranslatedPages implements PageHolder {

    private final byte[] @Nullable [] readPages = new byte[SystemBus.PAGES][];
    private final byte[] @Nullable [] writePages = new byte[SystemBus.PAGES][];
    private final HighPages high;
    /** The pages below 4 GiB that have been admitted, and where each is on the bus. */
    private int[] pages = new int[64];

    private long[] onBus = new long[64];
    private int count;

    TranslatedPages(HighPages high) {
        this.high = high;
    }

    /** Returns the pages for loads, by address bits 31 to 12; the array itself stays the same. */
    public byte[] @Nullable [] readPages() {
        return readPages;
    }

    /** Returns the pages for stores, by address bits 31 to 12; the array itself stays the same. */
    public byte[] @Nullable [] writePages() {
        return writePages;
    }

    /** Returns the pages above 4 GiB. */
    public HighPages high() {
        return high;
    }

    /** Lets loads use a page, by its numbers here and on the bus. */
    public void admitLoads(long page, long pageOnBus, byte[] bytes) {
        if (page < SystemBus.PAGES) {
            note((int) page, pageOnBus);
            readPages[(int) page] = bytes;
        } else {
            high.admitLoads(page, pageOnBus, bytes);
        }
    }

    /** Lets stores use a page, by its numbers here and on the bus. */
    public void admitStores(long page, long pageOnBus, byte[] bytes) {
        if (page < SystemBus.PAGES) {
            note((int) page, pageOnBus);
            writePages[(int) page] = bytes;
        } else {
            high.admitStores(page, pageOnBus, bytes);
        }
    }

    /** Forgets every page. */
    public void clear() {
        for (int i = 0; i < count; i++) {
            readPages[pages[i]] = null;
            writePages[pages[i]] = null;
        }
        count = 0;
        high.clear();
    }

    @Override
    public void forget(long first, long last) {
        for (int i = 0; i < count; i++) {
            if (onBus[i] >= first && onBus[i] <= last) {
                readPages[pages[i]] = null;
                writePages[pages[i]] = null;
            }
        }
    }

    @Override
    public void forgetStores(long page) {
        for (int i = 0; i < count; i++) {
            if (onBus[i] == page) {
                writePages[pages[i]] = null;
            }
        }
    }

    private void note(int page, long pageOnBus) {
        if (readPages[page] != null || writePages[page] != null) {
            return;
        }
        if (count == pages.length) {
            makeRoom();
        }
        pages[count] = page;
        onBus[count] = pageOnBus;
        count++;
    }

    /** Pages that the bus took away are let go; those that were admitted again since stand behind. */
    private void makeRoom() {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (readPages[pages[i]] != null || writePages[pages[i]] != null) {
                pages[kept] = pages[i];
                onBus[kept] = onBus[i];
                kept++;
            }
        }
        count = kept;
        if (2 * kept > pages.length) {
            pages = Arrays.copyOf(pages, 2 * pages.length);
            onBus = Arrays.copyOf(onBus, pages.length);
        }
    }
}

package dev.kenning.testbench.emulator.bus;

import dev.kenning.testbench.state.NotState;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Those of a bus's pages that one master may use directly, for instance because a protection unit lets it.
 *
 * <p>An entry is either null, which sends its master to the slow path, or that of {@link SystemBus#readPages()} or
 * {@link SystemBus#writePages()}: whatever leaves the bus's tables leaves these as well.
 */
@NotState
public final class PageTables implements PageHolder {

    private final SystemBus bus;
    private final byte[] @Nullable [] readPages = new byte[SystemBus.PAGES][];
    private final byte[] @Nullable [] writePages = new byte[SystemBus.PAGES][];
    private int[] admitted = new int[64];
    private int count;

    PageTables(SystemBus bus) {
        this.bus = bus;
    }

    /** Returns the pages for loads, by address bits 31 to 12; the array itself stays the same. */
    public byte[] @Nullable [] readPages() {
        return readPages;
    }

    /** Returns the pages for stores, by address bits 31 to 12; the array itself stays the same. */
    public byte[] @Nullable [] writePages() {
        return writePages;
    }

    /** Lets loads use the page around an address, if the bus has it. */
    public void admitLoads(int address) {
        admit(readPages, bus.readPages(), address >>> MappedMemory.PAGE_BITS);
    }

    /** Lets stores use the page around an address, if the bus has it. */
    public void admitStores(int address) {
        admit(writePages, bus.writePages(), address >>> MappedMemory.PAGE_BITS);
    }

    /** Forgets every page. */
    public void clear() {
        for (int i = 0; i < count; i++) {
            readPages[admitted[i]] = null;
            writePages[admitted[i]] = null;
        }
        count = 0;
    }

    @Override
    public void forget(long first, long last) {
        for (int page = (int) first; first < SystemBus.PAGES && page <= Math.min(last, SystemBus.PAGES - 1); page++) {
            readPages[page] = null;
            writePages[page] = null;
        }
    }

    @Override
    public void forgetStores(long page) {
        if (page < SystemBus.PAGES) {
            writePages[(int) page] = null;
        }
    }

    private void admit(byte[] @Nullable [] own, byte[] @Nullable [] all, int page) {
        if (own[page] == null && all[page] != null) {
            if (count == admitted.length) {
                makeRoom();
            }
            admitted[count++] = page;
            own[page] = all[page];
        }
    }

    /** Pages that the bus took away and that were admitted again since stand here twice. */
    private void makeRoom() {
        int[] kept = IntStream.of(admitted)
                .filter(page -> readPages[page] != null || writePages[page] != null)
                .distinct()
                .toArray();
        count = kept.length;
        admitted = Arrays.copyOf(kept, Math.max(admitted.length, 2 * count));
    }
}

package dev.kenning.testbench.emulator.bus;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the bytes of a RAM or flash, in pages that come into being when they are first touched.
 *
 * <p>The same memory may be mapped at several addresses of a {@link SystemBus}.
 */
public final class MappedMemory implements MemberSource {

    static final int PAGE_BITS = 12;
    static final int PAGE_SIZE = 1 << PAGE_BITS;
    static final int PAGE_MASK = PAGE_SIZE - 1;

    private final String name;
    private final long size;
    private final byte[] @Nullable [] pages;
    private final boolean[] holdsCode;
    private final List<AddressRange> mappings = new ArrayList<>(1);

    /** Creates a memory of this many bytes, all 0. */
    public MappedMemory(String name, long size) {
        this.name = name;
        this.size = size;
        int count = (int) ((size + PAGE_MASK) >>> PAGE_BITS);
        pages = new byte[count][];
        holdsCode = new boolean[count];
    }

    /** Returns the name from the platform description. */
    public String name() {
        return name;
    }

    /** Returns the size in bytes. */
    public long size() {
        return size;
    }

    @Override
    public void addMembers(Members members) {
        members.readable("Size", () -> Members.Hex.quad(size));
    }

    byte[] page(int number) {
        byte[] page = pages[number];
        if (page == null) {
            page = new byte[PAGE_SIZE];
            pages[number] = page;
        }
        return page;
    }

    boolean isWhole(int number) {
        return ((long) number + 1) << PAGE_BITS <= size;
    }

    boolean holdsCode(int number) {
        return holdsCode[number];
    }

    void setHoldsCode(int number, boolean value) {
        holdsCode[number] = value;
    }

    void addMapping(AddressRange range) {
        mappings.add(range);
    }

    /** Returns where the memory is, in the order of registration. */
    public List<AddressRange> mappings() {
        return mappings;
    }
}

package dev.kenning.testbench.emulator.bus;

import dev.kenning.testbench.state.NotState;
import dev.kenning.testbench.state.Stateful;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the bytes of a RAM or flash, in pages that come into being when they are first touched.
 *
 * <p>The same memory may be mapped at several addresses of a {@link SystemBus}.
 */
public final class MappedMemory implements MemberSource, Stateful {

    static final int PAGE_BITS = 12;
    static final int PAGE_SIZE = 1 << PAGE_BITS;
    static final int PAGE_MASK = PAGE_SIZE - 1;

    private static final byte[] EMPTY_PAGE = new byte[PAGE_SIZE];

    private final String name;
    private final long size;

    @NotState
    private final byte[] @Nullable [] pages;

    @NotState
    private final boolean[] holdsCode;

    private final List<AddressRange> mappings = new ArrayList<>(1);

    /** Who must hear of code that has become another. */
    @NotState
    private List<CodeListener> codeListeners = List.of();

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

    /** Returns how far behind the beginning bytes stand, or -1 if they do not. */
    public long find(byte[] wanted) {
        for (long at = 0; at + wanted.length <= size; at++) {
            byte[] page = pages[(int) (at >>> PAGE_BITS)];
            if (page == null) {
                at |= PAGE_MASK;
            } else if (page[(int) at & PAGE_MASK] == wanted[0] && isAt(at, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(long at, byte[] wanted) {
        for (int i = 1; i < wanted.length; i++) {
            byte[] page = pages[(int) ((at + i) >>> PAGE_BITS)];
            if (page == null || page[(int) (at + i) & PAGE_MASK] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Adds what the memory holds to a digest; pages without a bit set do not count, whether they were touched or not. */
    public void addTo(MessageDigest digest) {
        for (int number = 0; number < pages.length; number++) {
            byte[] page = pages[number];
            if (page != null && !Arrays.equals(page, EMPTY_PAGE)) {
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
                digest.update(page);
            }
        }
    }

    /** Loses everything: all bytes are 0. */
    public void clear() {
        byte[][] empty = new byte[pages.length][];
        Arrays.fill(empty, EMPTY_PAGE);
        restore(empty);
    }

    @Override
    public Runnable capture() {
        byte[][] kept = new byte[pages.length][];
        for (int number = 0; number < pages.length; number++) {
            byte[] page = pages[number];
            kept[number] = page == null ? EMPTY_PAGE : page.clone();
        }
        return () -> restore(kept);
    }

    /** A page that has come into being since stays where it is, because tables refer to it; only its bytes go. */
    private void restore(byte[][] kept) {
        for (int number = 0; number < pages.length; number++) {
            byte[] page = pages[number];
            if (page != null && !Arrays.equals(page, kept[number])) {
                System.arraycopy(kept[number], 0, page, 0, PAGE_SIZE);
                if (holdsCode[number]) {
                    holdsCode[number] = tellCodeListeners((long) number << PAGE_BITS, PAGE_SIZE);
                }
            }
        }
    }

    /** Tells everybody who has decoded something that a range of this memory holds other bytes; returns whether code remains. */
    boolean tellCodeListeners(long offset, int width) {
        boolean codeRemains = false;
        for (AddressRange mapping : mappings) {
            for (CodeListener listener : codeListeners) {
                codeRemains |= listener.codeWritten(mapping.start() + offset, width);
            }
        }
        return codeRemains;
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

    void addMapping(AddressRange range, List<CodeListener> listeners) {
        mappings.add(range);
        codeListeners = listeners;
    }

    /** Returns where the memory is, in the order of registration. */
    public List<AddressRange> mappings() {
        return mappings;
    }
}

package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.machine.QemuBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Random page tables, and random accesses through them, for {@code page-driver.s}.
 *
 * <p>Every leaf leads to memory that both engines have. What is fetched from it are ECALLs and zeros, so that an access ends
 * with the first instruction.
 */
final class PageImage {

    static final int RAM_SIZE = 0x0200_0000;
    static final int CODE = 0x8000_0000;

    private static final int RECORDS = 0x8010_0000;
    private static final int TABLES = 0x8018_0000;
    private static final int DATA = 0x801C_0000;
    private static final int END = 0x801E_0000;
    private static final int PARAMETERS = 0x8004_0000;
    private static final int NAME_OFFSET = 0x80;
    private static final int RECORD_SIZE = 128;
    private static final int RESULTS = 64;
    private static final int MOST_TABLES = (DATA - TABLES) >>> 12;
    private static final int DATA_PAGES = 16;
    /** Pages of memory that are larger than 4 KiB begin here, away from tables and records. */
    private static final int LARGE = 0x0080_0000;

    private static final long ACCESSED = 0x0000_0040_0000_0040L;
    private static final int ECALL = 0x73;
    private static final int PAGE = 1 << 12;
    private static final String[] OPERATIONS = {"lw", "sw", "fetch", "amoadd.w", "lbu", "sb"};
    private static final int FETCH = 2;
    private static final int ATOMIC = 3;
    private static final int CAUSE = 1;
    /** QEMU 7.2 takes what keeps an AMO from its address for a fault of a load; it is one of a store (Unprivileged ISA, 13.4). */
    private static final Set<Long> FAULTS_OF_LOADS = Set.of(4L, 5L, 13L);

    private static final Set<Long> FAULTS_OF_STORES = Set.of(6L, 7L, 15L);

    private static final String[] FIELDS = {"result", "mcause", "mtval", "mepc", "mstatus"};

    /** A place in the tables: its first address, how large it is, and where accesses within it may go. */
    private record Place(long address, long from, long size) {}

    private final PageScheme scheme;
    private final Random random;
    private final ByteBuffer memory = ByteBuffer.allocate(END - RECORDS).order(ByteOrder.LITTLE_ENDIAN);
    private final List<Place> places = new ArrayList<>();
    private final int records;
    /** Whether there are AMOs, for which QEMU's faults are not told apart. */
    private final boolean atomics;

    /**
     * Whether there is a page of tables, or of data, that nobody but machine mode may use. Then no access crosses pages, for
     * QEMU looks at as many bytes in the first page as if the next one were behind it.
     */
    private final boolean protects;

    private final int protectedPage;
    private int tables;

    PageImage(PageScheme scheme, long seed, int records) {
        this.scheme = scheme;
        this.records = records;
        random = new Random(seed);
        atomics = seed % 2 == 0;
        protects = seed % 3 == 0;
        protectedPage = random.nextBoolean() ? TABLES + 2 * PAGE : DATA + 3 * PAGE;
        for (int at = DATA; at < END; at += 4) {
            memory.putInt(at - RECORDS, ECALL);
        }
        for (int page = 0; page < DATA_PAGES; page++) {
            // Wide instructions that cross pages.
            memory.putShort(DATA - RECORDS + page * PAGE + PAGE - 2, (short) ECALL);
        }
        long root = table(scheme.levels - 1, 0);
        for (int i = 0; i < records; i++) {
            access(i * RECORD_SIZE, root);
        }
    }

    private int table(int level, long prefix) {
        int address = TABLES + tables++ * PAGE;
        int entries = PAGE / scheme.entrySize();
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < 14; i++) {
            int index = i < 3 ? random.nextInt(4) : i < 6 ? entries - 1 - random.nextInt(4) : random.nextInt(entries);
            if (!used.add(index)) {
                continue;
            }
            long at = prefix << scheme.indexBits() | index;
            boolean leadsOn = level > 0 && chance(60) && tables < MOST_TABLES;
            long entry = leadsOn ? pointer(level, at) : leaf(level, at);
            int where = address - RECORDS + index * scheme.entrySize();
            if (scheme.is64) {
                memory.putLong(where, entry);
            } else {
                memory.putInt(where, (int) entry);
            }
        }
        return address;
    }

    private long pointer(int level, long prefix) {
        int flags = chance(90) ? 1 : random.nextInt(2) | random.nextInt(16) << 4;
        return entry(Integer.toUnsignedLong(table(level - 1, prefix)), flags);
    }

    private long leaf(int level, long prefix) {
        long size = 1L << (12 + level * scheme.indexBits());
        long address = prefix << (12 + level * scheme.indexBits());
        int flags = (chance(95) ? 1 : 0) | random.nextInt(8) << 1 | random.nextInt(16) << 4 | random.nextInt(4) << 8;
        flags = chance(50) ? flags | 0xF : flags;
        long base;
        if (level == 0) {
            base = Integer.toUnsignedLong(DATA) + (long) random.nextInt(DATA_PAGES) * PAGE;
            places.add(new Place(address, 0, size));
        } else if (size < 1 << 24) {
            base = 0x8000_0000L + LARGE + size * random.nextInt(3);
            places.add(new Place(address, 0, size));
        } else {
            base = 0x8000_0000L & -size;
            places.add(new Place(address, LARGE + 0x8000_0000L - base, RAM_SIZE - 2 * LARGE));
        }
        return entry(level > 0 && chance(10) ? base + PAGE : base, flags);
    }

    private long entry(long address, int flags) {
        long reserved = scheme.is64 && chance(3) ? 1L << (54 + random.nextInt(10)) : 0;
        return address >>> 12 << 10 | flags | reserved;
    }

    private void access(int at, long root) {
        int operation = random.nextInt(OPERATIONS.length);
        if (operation == ATOMIC && !atomics) {
            operation = FETCH;
        }
        boolean fetch = operation == FETCH;
        int mode = random.nextInt(2);
        long status = (long) mode << Status.MPP_SHIFT
                | (fetch ? 0 : Status.MPRV)
                | (random.nextBoolean() ? Status.SUM : 0)
                | (random.nextBoolean() ? Status.MXR : 0);
        Place place = places.get(random.nextInt(places.size()));
        long offset = place.from() + (long) (random.nextDouble() * place.size());
        if (chance(8) && !protects) {
            offset = offset | (PAGE - 2);
        } else if (chance(90) || protects || operation == ATOMIC) {
            offset &= ~3L;
        }
        long address = scheme.canonical(place.address() + (fetch ? offset & ~1L : offset));
        if (scheme.is64 && chance(3)) {
            address ^= 1L << 63;
        }
        if (crossesInto(address, CODE >>> 12)) {
            // QEMU's loads and stores with MPRV find there what its fetches have found.
            address += 2 * PAGE;
        }
        memory.putLong(at, operation);
        memory.putLong(at + 8, status);
        memory.putLong(at + 16, scheme.satp(Integer.toUnsignedLong((int) root)));
        memory.putLong(at + 24, address);
        memory.putLong(at + 32, operation == ATOMIC ? 0 : ECALL);
    }

    private static boolean crossesInto(long address, int page) {
        return (int) address >>> 12 == page || ((int) address + 7) >>> 12 == page;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /**
     * Returns what memory holds before the driver runs.
     *
     * @param resultFile where semihosting writes to, or empty
     */
    List<QemuBatch.Content> contents(String resultFile) {
        byte[] driver = QemuBatch.resource(PageImage.class, "page-driver" + (scheme.is64 ? 64 : 32) + ".bin");
        return List.of(
                new QemuBatch.Content("code", CODE, driver),
                new QemuBatch.Content("parameters", PARAMETERS, parameters(resultFile)),
                new QemuBatch.Content("records", RECORDS, memory.array().clone()));
    }

    private byte[] parameters(String resultFile) {
        byte[] name = resultFile.getBytes(StandardCharsets.UTF_8);
        ByteBuffer block = ByteBuffer.allocate(NAME_OFFSET + name.length + 1).order(ByteOrder.LITTLE_ENDIAN);
        block.putLong(0, Integer.toUnsignedLong(RECORDS));
        block.putLong(8, Integer.toUnsignedLong(RECORDS + records * RECORD_SIZE));
        block.putLong(16, resultFile.isEmpty() ? 0 : 1);
        block.putLong(24, protects ? Integer.toUnsignedLong(protectedPage) : 0);
        int word = scheme.is64 ? 8 : 4;
        int[] open = {PARAMETERS + NAME_OFFSET, 5, name.length};
        int[] write = {0, RECORDS, END - RECORDS};
        for (int i = 0; i < open.length; i++) {
            block.putInt(32 + i * word, open[i]);
            block.putInt(64 + i * word, write[i]);
        }
        block.put(NAME_OFFSET, name);
        return block.array();
    }

    static int resultsAddress() {
        return RECORDS;
    }

    static int resultsSize() {
        return END - RECORDS;
    }

    /** Returns where two engines left different things, one line each. */
    List<String> differences(byte[] expected, byte[] actual) {
        ByteBuffer one = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer other = ByteBuffer.wrap(actual).order(ByteOrder.LITTLE_ENDIAN);
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < records * RECORD_SIZE; at += RECORD_SIZE) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < FIELDS.length; i++) {
                long wanted = one.getLong(at + RESULTS + 8 * i);
                long got = other.getLong(at + RESULTS + 8 * i);
                boolean atomic = memory.getInt(at) == ATOMIC && i == CAUSE && FAULTS_OF_LOADS.contains(wanted);
                if (atomic ? !FAULTS_OF_STORES.contains(got) : wanted != got) {
                    line.append(String.format(Locale.ROOT, " %s %x, QEMU %x", FIELDS[i], got, wanted));
                }
            }
            if (line.length() > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "access %d, %s %x, mstatus %x:%s",
                        at / RECORD_SIZE,
                        OPERATIONS[memory.getInt(at)],
                        memory.getLong(at + 24),
                        memory.getLong(at + 8),
                        line));
            }
        }
        for (int at = TABLES - RECORDS; at < END - RECORDS; at += 8) {
            // The load that QEMU takes an AMO for marks a page that the store then does not reach.
            long marks = atomics ? one.getLong(at) & ACCESSED : 0;
            if (one.getLong(at) != (other.getLong(at) | marks)) {
                lines.add(String.format(
                        Locale.ROOT, "at %x: %x, QEMU %x", RECORDS + at, other.getLong(at), one.getLong(at)));
            }
        }
        return lines;
    }
}

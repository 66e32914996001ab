package dev.kenning.testbench.emulator.core.riscv;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Surrounds a vector instruction with a state in which it is worth executing.
 *
 * <p>Registers often begin a group of eight; elements are random or stand at boundaries of their type; memory operands
 * lie in the scratch memory; vstart, rounding modes and what is switched off are mostly ordinary.
 */
final class VectorCaseGenerator {

    /**
     * A case and what can be said of it in a report.
     *
     * @param type the vtype that was asked for, which may be illegal
     */
    record Case(long seed, VectorConfig config, Instruction row, int word, int type, CaseRecord record) {

        int sew() {
            return 8 << (type >>> 3 & 7);
        }
    }

    /** The rows of the extension. */
    static final List<Instruction> ROWS = InstructionTable.rows().stream()
            .filter(row -> row.extension() == Extension.V)
            .toList();

    /** vtype without its policies: all SEW that may exist, all LMUL, reserved ones too. */
    private static final int TYPES = 32;
    /** Of the illegal ones every third is tried. */
    private static final int ILLEGAL_STEP = 3;

    private static final int ILLEGAL_TYPE = 1 << 31;
    private static final int REGISTER = 0x1f;
    /** {@code fcvt.s.w f0, x0}: without a float instruction before it, QEMU 7.2 does not survive truncating conversions. */
    private static final int SET_ROUNDING = 0xd000_7053;

    private static final int[] BOUNDARIES = {
        0,
        1,
        2,
        3,
        7,
        8,
        0x7f,
        0x80,
        0x81,
        0xff,
        0x100,
        0x7fff,
        0x8000,
        0xffff,
        0x1_0000,
        0x7fff_ffff,
        0x8000_0000,
        0x8000_0001,
        0xffff_fffe,
        0xffff_ffff,
        0x7fff_8000,
        0x8000_7fff,
        0x7f80_7f80,
        0x8080_8080,
        0xff00_ff00
    };
    private static final int[] FLOAT_BOUNDARIES = {
        0x0000_0000, 0x8000_0000, 0x3f80_0000, 0xbf80_0000, 0x4000_0000, 0x3f00_0000, 0xbf00_0000, 0x3fc0_0000,
        0xbfc0_0000, 0x4020_0000, 0x7f80_0000, 0xff80_0000, 0x7fc0_0000, 0xffc0_0000, 0x7fc1_2345, 0x7f80_0001,
        0xff80_0001, 0x7fa0_5432, 0x0000_0001, 0x8000_0001, 0x007f_ffff, 0x807f_ffff, 0x0040_0000, 0x0020_0001,
        0x0080_0000, 0x8080_0000, 0x7f7f_ffff, 0xff7f_ffff, 0x4f00_0000, 0xcf00_0000, 0x4f7f_ffff, 0x4f80_0000,
        0x4700_0000, 0xc700_0000, 0x477f_ff00, 0x7e80_0001, 0x7f00_0000, 0x3380_0000
    };

    private final VectorConfig config;

    VectorCaseGenerator(VectorConfig config) {
        this.config = config;
    }

    /**
     * Returns cases for every row, legal vtype and masking, and some with illegal types.
     *
     * @param least how many each; float rows, of which fewer types are legal, have more
     */
    List<Case> all(int least, long firstSeed) {
        List<Case> cases = new ArrayList<>();
        long seed = firstSeed;
        for (Instruction row : ROWS) {
            int maskings = row.pattern().width('v') == 0 ? 1 : 2;
            int rounds = least * (row.mnemonic().matches("vm?f.*") ? 3 : 1);
            for (int round = 0; round < rounds; round++) {
                for (int type : types()) {
                    for (int masking = 0; masking < maskings; masking++) {
                        int policies = (int) (seed & 3) << 6;
                        cases.add(generate(row, type | policies, masking == 1, seed++));
                    }
                }
            }
        }
        return cases;
    }

    /** Returns every legal pair of SEW and LMUL, and a few that are not. */
    private List<Integer> types() {
        VectorUnit unit = new VectorUnit(config, new FloatControl());
        List<Integer> types = new ArrayList<>();
        for (int type = 0; type < TYPES; type++) {
            unit.setType(type);
            if (!unit.vill || type % ILLEGAL_STEP == 0) {
                types.add(type);
            }
        }
        return types;
    }

    /** Returns a case for a row with a vtype and, where the row has the choice, with or without mask. */
    Case generate(Instruction row, int type, boolean masked, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        int word = word(row, masked, random);
        CaseRecord record = CaseRecord.blank();
        record.fillScratch(random);
        boolean floats = row.mnemonic().startsWith("vf") || row.mnemonic().startsWith("vmf");
        fillRegisters(record, floats, random);
        fillVectors(record, floats, random);
        setType(record, type, random);
        if (row.semantics().endsWith(".moveWhole")) {
            // QEMU 7.2 does not survive a start behind the end of the registers.
            record.set(CaseRecord.VSTART, record.get(CaseRecord.VSTART) % Math.max(config.vlen() / 64, 1));
        }
        if (isMemory(word)) {
            placeMemory(record, word, type, random);
        }
        int address = CaseRecord.SLOT + 4 * random.nextInt(6);
        if (row.mnemonic().contains(".rtz.")) {
            record.setCode(address, SET_ROUNDING, word);
        } else {
            record.setCode(random.nextInt(16) == 0 ? CaseRecord.PAGE_END - 4 : address, word);
        }
        if (random.nextInt(32) == 0) {
            record.set(CaseRecord.MSTATUS, record.get(CaseRecord.MSTATUS) & ~(random.nextBoolean() ? 0x600 : 0x6000));
        }
        return new Case(seed, config, row, word, type, record);
    }

    private static int word(Instruction row, boolean masked, RandomGenerator random) {
        int word = (random.nextInt() & ~row.pattern().mask()) | row.pattern().value();
        boolean groups = random.nextInt(4) != 0;
        for (int shift : new int[] {7, 15, 20}) {
            int field = REGISTER << shift;
            if (groups && (row.pattern().mask() & field) == 0) {
                word &= ~(7 << shift);
            }
        }
        if (row.pattern().width('v') != 0) {
            word = masked ? word & ~(1 << 25) : word | 1 << 25;
        }
        if (isMemory(word)) {
            word = withBase(word);
        }
        return word;
    }

    /** Chooses a base register that is neither x0 nor, where that means anything, the stride's. */
    private static int withBase(int word) {
        int base = VectorFields.s1(word) | 1;
        int free = base == VectorFields.s2(word) ? base ^ 2 : base;
        return (word & ~(REGISTER << 15)) | free << 15;
    }

    private static boolean isMemory(int word) {
        return (word & 0x5f) == 0x07;
    }

    private void setType(CaseRecord record, int type, RandomGenerator random) {
        VectorUnit unit = new VectorUnit(config, new FloatControl());
        unit.setType(type);
        int vlmax = unit.vlmax();
        record.set(CaseRecord.VTYPE, Integer.toUnsignedLong(unit.vill ? ILLEGAL_TYPE : type));
        int vl = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(8) == 0 ? 0 : vlmax;
            case 1 -> random.nextInt(4);
            default -> random.nextInt(vlmax + 1);
        };
        record.set(CaseRecord.VL, Math.min(vl, vlmax));
        if (random.nextInt(12) == 0) {
            record.set(CaseRecord.VSTART, random.nextInt(Math.max(vl, 1) + 2));
        }
        record.set(CaseRecord.VCSR, random.nextInt(8));
    }

    private static void fillRegisters(CaseRecord record, boolean floats, RandomGenerator random) {
        for (int i = 1; i < 32; i++) {
            record.set(CaseRecord.integer(i), Integer.toUnsignedLong(integer(random)));
        }
        int previous = 0;
        for (int i = 0; i < 32; i++) {
            previous = single(previous, random);
            record.set(CaseRecord.floating(i), Integer.toUnsignedLong(previous));
        }
        int mode = random.nextInt(3) == 0 ? random.nextInt(random.nextInt(4) == 0 ? 8 : 5) : 0;
        record.set(CaseRecord.FCSR, floats ? mode << 5 | (random.nextBoolean() ? random.nextInt(32) : 0) : 0);
    }

    private void fillVectors(CaseRecord record, boolean floats, RandomGenerator random) {
        int kind = random.nextInt(4);
        int previous = 0;
        for (int at = 0; at < 4 * config.vlen(); at += 4) {
            int value;
            if (floats && kind != 0) {
                value = single(previous, random);
            } else {
                value = kind == 1 ? bytes(random) : integer(random);
            }
            previous = value;
            record.setVectorWord(at, value);
        }
        int mask = random.nextInt(8);
        for (int at = 0; mask < 2 && at < config.vlen() / 8; at += 4) {
            record.setVectorWord(at, -mask);
        }
    }

    /** Puts base, stride and indices where all elements are aligned and in memory. */
    private void placeMemory(CaseRecord record, int word, int type, RandomGenerator random) {
        boolean indexed = (word >>> 26 & 1) != 0;
        boolean strided = (word >>> 26 & 3) == 2;
        int dataWidth = indexed ? type >>> 3 & 7 : VectorFields.memoryWidth(word);
        int alignment = 1 << Math.min(dataWidth, 3);
        if (strided) {
            int stride = alignment * random.nextInt(-16, 17);
            record.set(CaseRecord.integer(VectorFields.s2(word)), stride & 0xFFFF_FFFFL);
        }
        int base = CaseRecord.SCRATCH + (random.nextInt(0, CaseRecord.SCRATCH_SIZE / 2) & -alignment);
        record.set(CaseRecord.integer(VectorFields.s1(word)), Integer.toUnsignedLong(base));
        if (indexed) {
            placeIndices(record, word, alignment, random);
        }
    }

    private void placeIndices(CaseRecord record, int word, int alignment, RandomGenerator random) {
        int width = 1 << VectorFields.memoryWidth(word);
        int vlenb = config.vlen() / 8;
        int first = VectorFields.s2(word) * vlenb;
        int end = Math.min(first + 8 * vlenb, 32 * vlenb);
        for (int at = first; at < end; at += 4) {
            int value = 0;
            for (int i = 0; i < 4; i += Math.min(width, 4)) {
                int index = random.nextInt(0, width == 1 ? 256 : 512) & -alignment;
                value |= index << (8 * i);
            }
            boolean upper = width == 8 && (at & 4) != 0;
            record.setVectorWord(at, upper ? 0 : value);
        }
    }

    private static int integer(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> BOUNDARIES[random.nextInt(BOUNDARIES.length)];
            case 1 -> random.nextInt(-64, 64);
            default -> random.nextInt();
        };
    }

    private static int bytes(RandomGenerator random) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | (BOUNDARIES[random.nextInt(BOUNDARIES.length)] & 0xff);
        }
        return value;
    }

    private static int single(int previous, RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> FLOAT_BOUNDARIES[random.nextInt(FLOAT_BOUNDARIES.length)];
            case 2 -> random.nextInt();
            case 3 -> previous + random.nextInt(-1, 2);
            case 4 -> previous ^ 0x8000_0000;
            case 5 -> Float.floatToRawIntBits(random.nextInt(-300, 300) / 2f);
            default -> (random.nextInt() & 0x807f_ffff) | (random.nextInt(120, 136) << 23);
        };
    }
}

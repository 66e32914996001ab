package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.RowFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Surrounds scalar instructions with a state in which they are worth executing.
 *
 * <p>Operands are random or stand at boundaries; memory operands lie in the scratch memory, often across its page boundary
 * or unaligned; targets of jumps lie among the ECALLs that fill memory; an instruction may stand across a page boundary,
 * in user mode, and where floating point is off.
 */
final class ScalarCaseGenerator {

    /** A case and what can be said of it in a report. */
    record Case(long seed, String text, CaseRecord record) {}

    private static final long[] BOUNDARIES = {
        0,
        1,
        2,
        31,
        32,
        63,
        64,
        0x7f,
        0x80,
        0x7fff,
        0x8000,
        0xffff,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_ffffL,
        0x1_0000_0000L,
        -1,
        -2,
        0xffff_ffff_8000_0000L,
        0x7fff_ffff_ffff_ffffL,
        0x8000_0000_0000_0000L,
        0x8000_0000_0000_0001L,
        0x0020_0000_0000_0001L,
        0x0100_0001,
        0x0100_0000
    };
    private static final int[] FLOAT_BOUNDARIES = {
        0x0000_0000, 0x8000_0000, 0x3f80_0000, 0xbf80_0000, 0x4000_0000, 0x3f00_0000, 0xbf00_0000, 0x3fc0_0000,
        0xbfc0_0000, 0x4020_0000, 0x7f80_0000, 0xff80_0000, 0x7fc0_0000, 0xffc0_0000, 0x7fc1_2345, 0x7f80_0001,
        0xff80_0001, 0x7fa0_5432, 0x0000_0001, 0x8000_0001, 0x007f_ffff, 0x807f_ffff, 0x0080_0000, 0x8080_0000,
        0x0080_0001, 0x00ff_ffff, 0x0100_0000, 0x7f7f_ffff, 0xff7f_ffff, 0x3f7f_ffff, 0x3f80_0001, 0x4f00_0000,
        0xcf00_0000, 0xcf00_0001, 0x4eff_ffff, 0x4f80_0000, 0x4f7f_ffff, 0x5f00_0000, 0xdf00_0000, 0x5f80_0000
    };
    private static final long[] DOUBLE_BOUNDARIES = {
        0x0000_0000_0000_0000L, 0x8000_0000_0000_0000L, 0x3ff0_0000_0000_0000L, 0xbff0_0000_0000_0000L,
        0x4000_0000_0000_0000L, 0x3fe0_0000_0000_0000L, 0xbfe0_0000_0000_0000L, 0x3ff8_0000_0000_0000L,
        0x4004_0000_0000_0000L, 0x3fdf_ffff_ffff_ffffL, 0x3fef_ffff_ffff_ffffL, 0x3ff0_0000_0000_0001L,
        0x7ff0_0000_0000_0000L, 0xfff0_0000_0000_0000L, 0x7ff8_0000_0000_0000L, 0xfff8_0000_0000_0000L,
        0x7ff8_1234_5678_9abcL, 0x7ff0_0000_0000_0001L, 0xfff0_0000_0000_0001L, 0x7ff4_0000_0000_0000L,
        0x0000_0000_0000_0001L, 0x8000_0000_0000_0001L, 0x000f_ffff_ffff_ffffL, 0x800f_ffff_ffff_ffffL,
        0x0010_0000_0000_0000L, 0x8010_0000_0000_0000L, 0x0010_0000_0000_0001L, 0x001f_ffff_ffff_ffffL,
        0x0020_0000_0000_0000L, 0x7fef_ffff_ffff_ffffL, 0xffef_ffff_ffff_ffffL, 0x7fe0_0000_0000_0000L,
        0x41df_ffff_ffc0_0000L, 0x41df_ffff_ffe0_0000L, 0x41e0_0000_0000_0000L, 0xc1e0_0000_0010_0000L,
        0xc1e0_0000_0020_0000L, 0x41ef_ffff_ffe0_0000L, 0x41ef_ffff_fff0_0000L, 0x41f0_0000_0000_0000L,
        0x43df_ffff_ffff_ffffL, 0x43e0_0000_0000_0000L, 0xc3e0_0000_0000_0000L, 0xc3e0_0000_0000_0001L,
        0x43ef_ffff_ffff_ffffL, 0x43f0_0000_0000_0000L, 0x4330_0000_0000_0001L, 0x432f_ffff_ffff_ffffL,
        0x47ef_ffff_e000_0000L, 0x47ef_ffff_f000_0000L, 0x47ef_ffff_efff_ffffL, 0x47f0_0000_0000_0000L,
        0x3810_0000_0000_0000L, 0x380f_ffff_f000_0000L, 0x380f_ffff_e000_0000L, 0x36a0_0000_0000_0000L,
        0x3690_0000_0000_0000L, 0x3690_0000_0000_0001L, 0x368f_ffff_ffff_ffffL, 0x3ca0_0000_0000_0000L
    };
    /** Around which products, quotients and sums of doubles underflow, overflow, or cancel. */
    private static final int[] EXPONENTS = {0, 52, 0x1FF, 0x3FF, 0x3FF, 0x3FF, 0x5FF, 0x7D0};

    private static final int[] HALF_BOUNDARIES = {
        0x0000, 0x8000, 0x3c00, 0xbc00, 0x4000, 0x3800, 0x3e00, 0x7c00, 0xfc00, 0x7e00, 0xfe00, 0x7e12, 0x7c01, 0xfc01,
        0x7d00, 0x0001, 0x8001, 0x03ff, 0x83ff, 0x0400, 0x8400, 0x0401, 0x07ff, 0x0800, 0x7bff, 0xfbff, 0x3bff, 0x3c01
    };
    private static final long HALF_BOX = 0xFFFF_FFFF_FFFF_0000L;
    private static final long BOX = 0xFFFF_FFFF_0000_0000L;

    /** Registers that a case may read and write (the driver needs mscratch); 0x7C0 does not exist. */
    private static final int[] CSRS = {
        Csr.FFLAGS, Csr.FRM, Csr.FCSR, Csr.MEPC, Csr.MCAUSE, Csr.MTVAL, Csr.MHARTID, Csr.MVENDORID, 0x7C0
    };

    private static final int FIRST_TARGET = 0x8000_1000;
    private static final int LAST_TARGET = 0x8003_ff00;
    private static final int LONGEST_SEQUENCE = 12;
    private static final int USER = Status.MPP;

    private final CoreType type;
    private final RowFinder<Instruction> finder;
    private final List<Instruction> plain;

    ScalarCaseGenerator(CoreType type) {
        this.type = type;
        List<Instruction> rows = rows(type);
        finder = new RowFinder<>(
                InstructionTable.rows().stream().filter(type::has).toList(), false);
        plain = rows.stream()
                .filter(
                        row -> row.semantics()
                                .matches(
                                        "(Arithmetic|BitManipulation|Multiplication|(Float|Double|Half)(Arithmetic|Conversion))\\..*"))
                .toList();
    }

    /** Returns the rows that a core of this type has, vectors aside. */
    static List<Instruction> rows(CoreType type) {
        return InstructionTable.rows().stream()
                .filter(type::has)
                .filter(row -> row.extension() != Extension.V)
                .toList();
    }

    /** Builds the case of a seed around one instruction of a row; equal seeds give equal cases. */
    Case generate(Instruction row, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CaseRecord record = state(random);
        int address = address(random);
        List<Encoding> code = new ArrayList<>();
        Encoding instruction = instance(row, random, address);
        if (row.semantics().startsWith("Atomics.storeConditional")) {
            // What was reserved before is the case's own affair, too.
            int reserving = 0x1000_202F | (instruction.word() & 0x000F_F000) | (random.nextInt(32) << 7);
            boolean clobbersBase = (reserving >>> 7 & 31) == instruction.slot('n');
            code.add(encoding(clobbersBase ? reserving & ~0xF80 : reserving, address));
            instruction = new Encoding(row, instruction.word(), address + 4);
        }
        code.add(instruction);
        prepare(record, instruction, random);
        return finish(seed, record, address, code);
    }

    /** Builds a run of instructions in straight line that touch registers only. */
    Case sequence(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CaseRecord record = state(random);
        int address = address(random);
        List<Encoding> code = new ArrayList<>();
        int at = address;
        int length = 2 + random.nextInt(LONGEST_SEQUENCE - 1);
        while (code.size() < length && at < CaseRecord.SLOT + CaseRecord.SLOT_SIZE - 8) {
            Encoding next = instance(plain.get(random.nextInt(plain.size())), random, at);
            code.add(next);
            at += size(next);
        }
        return finish(seed, record, address, code);
    }

    /** Builds a case around a halfword that is in no row, if it is not; both engines are to call it illegal. */
    Optional<Case> illegal(int halfword) {
        if (finder.find(halfword, false).isPresent()) {
            return Optional.empty();
        }
        CaseRecord record = state(new SplittableRandom(halfword));
        record.setCode(CaseRecord.SLOT, halfword | CaseRecord.ECALL << 16, 0);
        return Optional.of(new Case(halfword, String.format(Locale.ROOT, "halfword %04x", halfword), record));
    }

    private Case finish(long seed, CaseRecord record, int address, List<Encoding> code) {
        List<Integer> halfwords = new ArrayList<>();
        code.forEach(instruction -> append(halfwords, instruction.word(), size(instruction) == 4));
        append(halfwords, CaseRecord.ECALL, true);
        int[] words = new int[(halfwords.size() + 1) / 2];
        for (int i = 0; i < halfwords.size(); i++) {
            words[i / 2] |= halfwords.get(i) << (16 * (i % 2));
        }
        record.setCode(address, words);
        String text = code.stream()
                .map(instruction -> String.format(
                        Locale.ROOT,
                        "%08x %s %s",
                        instruction.word(),
                        instruction.row().mnemonic(),
                        instruction.row().operands().write(instruction)))
                .collect(Collectors.joining("; "));
        return new Case(seed, text, record);
    }

    private static void append(List<Integer> halfwords, int word, boolean wide) {
        halfwords.add(word & 0xFFFF);
        if (wide) {
            halfwords.add(word >>> 16);
        }
    }

    private static int size(Encoding instruction) {
        return instruction.row().isWide() ? 4 : 2;
    }

    private CaseRecord state(RandomGenerator random) {
        CaseRecord record = CaseRecord.blank();
        for (int i = 1; i < 32; i++) {
            record.set(CaseRecord.integer(i), register(operand(random)));
        }
        for (int i = 0; i < 32; i++) {
            record.set(CaseRecord.floating(i), floating(random));
        }
        int mode = random.nextInt(16) == 0 ? 5 + random.nextInt(3) : random.nextInt(5);
        int flags = random.nextInt(32);
        int fewerFlags = flags & random.nextInt(32);
        record.set(CaseRecord.FCSR, (mode << 5) | fewerFlags);
        record.fillScratch(random);
        if (random.nextInt(8) == 0) {
            record.set(CaseRecord.MSTATUS, record.get(CaseRecord.MSTATUS) & ~USER);
        }
        if (random.nextInt(32) == 0) {
            record.set(CaseRecord.MSTATUS, record.get(CaseRecord.MSTATUS) & ~Status.FS);
        }
        return record;
    }

    private long register(long value) {
        return type.is64() ? value : value & 0xFFFF_FFFFL;
    }

    private static long operand(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> BOUNDARIES[random.nextInt(BOUNDARIES.length)];
            case 1 -> random.nextInt(-64, 64);
            case 2 -> random.nextInt();
            default -> random.nextLong();
        };
    }

    /** Returns a float register; one of 64 bits holds a double, a single in its box or, now and then, out of it. */
    private long floating(RandomGenerator random) {
        if (type.has(Extension.ZFH) && random.nextInt(4) != 0) {
            long half = half(random) | HALF_BOX;
            return type.has(Extension.D) ? half : half & ~BOX;
        }
        long single = Integer.toUnsignedLong(single(random));
        if (!type.has(Extension.D)) {
            return single;
        }
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> single | BOX;
            case 3 -> single;
            default -> Double.doubleToRawLongBits(number(random));
        };
    }

    private static double number(RandomGenerator random) {
        int exponent = EXPONENTS[random.nextInt(EXPONENTS.length)] + random.nextInt(-40, 40);
        return switch (random.nextInt(8)) {
            case 0, 1 -> Double.longBitsToDouble(DOUBLE_BOUNDARIES[random.nextInt(DOUBLE_BOUNDARIES.length)]);
            case 2 -> random.nextInt(-1000, 1000) / 8.0;
            // As singles are, or nearly: what is lost decides about ties.
            case 3 -> Float.intBitsToFloat(single(random)) * (1 + random.nextInt(-3, 4) * 0x1p-24);
            case 4 -> (double) random.nextLong() + random.nextInt(-4, 5) / 4.0;
            case 5 -> Double.longBitsToDouble(random.nextLong());
            default ->
                Double.longBitsToDouble((random.nextLong() & 0x800F_FFFF_FFFF_FFFFL)
                        | (long) Math.max(0, Math.min(0x7FF, exponent)) << 52);
        };
    }

    private static long half(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> HALF_BOUNDARIES[random.nextInt(HALF_BOUNDARIES.length)];
            // Exponents near that of 1, so that sums and products are interesting.
            case 1 -> (random.nextInt() & 0x83FF) | (12 + random.nextInt(8)) << 10;
            default -> random.nextInt(0x1_0000);
        };
    }

    private static int single(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> FLOAT_BOUNDARIES[random.nextInt(FLOAT_BOUNDARIES.length)];
            case 1 -> Float.floatToRawIntBits(random.nextInt(-1000, 1000) / 8f);
            // Exponents near that of 1, so that sums and products are interesting.
            case 2 -> (random.nextInt() & 0x807F_FFFF) | (0x70 + random.nextInt(0x20)) << 23;
            default -> random.nextInt();
        };
    }

    /** Returns where the code starts: often so that an instruction lies across a page boundary. */
    private int address(RandomGenerator random) {
        boolean compressed = type.has(Extension.C);
        return random.nextInt(4) == 0
                ? CaseRecord.PAGE_END - (compressed ? 2 : 4)
                : CaseRecord.SLOT + (compressed ? 2 : 4) * random.nextInt(4);
    }

    private Encoding encoding(int word, int address) {
        boolean wide = BlockBuilder.isWide(word);
        return new Encoding(finder.find(word, wide).orElseThrow(), word, address);
    }

    /** Returns a random instruction of a row that can stand at an address. */
    private Encoding instance(Instruction row, RandomGenerator random, int address) {
        for (int attempt = 0; attempt < 1_000_000; attempt++) {
            int free = random.nextInt() & ~row.pattern().mask() & (row.isWide() ? -1 : 0xFFFF);
            int word = row.pattern().value() | free;
            if (row.semantics().startsWith("CsrInstructions.")) {
                word = (word & 0xF_FFFF) | (CSRS[random.nextInt(CSRS.length)] << 20);
            }
            Encoding candidate = new Encoding(row, word, address);
            if (finder.find(word, row.isWide()).orElseThrow().equals(row) && isUseful(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("no useful instance of " + row);
    }

    private static boolean isUseful(Encoding candidate) {
        String semantics = candidate.row().semantics();
        boolean usesBase =
                semantics.matches("LoadStore\\..*|FloatTransfer\\.(load|store)\\w*|Atomics\\..*|.*jumpRegister.*");
        if (usesBase) {
            return candidate.slot('n') != 0;
        }
        if (semantics.startsWith("Branches.")) {
            int target = candidate.row().operands().immediate(candidate);
            return target != candidate.address()
                    && Integer.compareUnsigned(target, FIRST_TARGET) >= 0
                    && Integer.compareUnsigned(target, LAST_TARGET) < 0;
        }
        return true;
    }

    /** Points an instruction's base register to where it may access or jump. */
    private void prepare(CaseRecord record, Encoding instruction, RandomGenerator random) {
        String semantics = instruction.row().semantics();
        int immediate = instruction.row().operands().immediate(instruction);
        int target;
        if (semantics.matches("LoadStore\\..*|FloatTransfer\\.(load|store)\\w*")) {
            target = CaseRecord.SCRATCH_MIDDLE + random.nextInt(-64, 56);
            target = random.nextBoolean() ? target & ~7 : target;
        } else if (semantics.startsWith("Atomics.")) {
            target = (CaseRecord.SCRATCH_MIDDLE + random.nextInt(-64, 56)) & ~7;
        } else if (semantics.contains("jumpRegister")) {
            target = FIRST_TARGET + random.nextInt(LAST_TARGET - FIRST_TARGET);
            target = random.nextInt(4) == 0 ? target : target & ~2;
        } else {
            if (semantics.matches("CsrInstructions\\.read(Set|Clear)") && instruction.slot('n') != 0) {
                // QEMU 7.2 takes a register that holds 0 for x0, and so writes no read-only register.
                record.set(CaseRecord.integer(instruction.slot('n')), 1L + random.nextInt(31));
            }
            return;
        }
        record.set(CaseRecord.integer(instruction.slot('n')), register(Integer.toUnsignedLong(target) - immediate));
    }
}

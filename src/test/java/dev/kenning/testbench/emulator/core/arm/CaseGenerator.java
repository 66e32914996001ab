package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Access;
import dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Index;
import dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait;
import dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Surrounds an instruction with a state in which it is worth executing.
 *
 * <p>Operands are random or stand at boundaries; memory operands lie in the scratch memory, often across its page
 * boundary or unaligned; branch targets lie among the SVC instructions that fill memory; the instruction may stand in
 * an IT block and across a page boundary.
 */
final class CaseGenerator {

    /** A case and what can be said of it in a report. */
    record Case(long seed, Word word, CaseRecord record, List<Integer> halfwords) {

        /** Returns the first address behind the code. */
        int end() {
            return record.get(CaseRecord.PC) + 2 * halfwords.size();
        }
    }

    private static final int[] BOUNDARIES = {
        0,
        1,
        2,
        31,
        32,
        33,
        0x7f,
        0x80,
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
        0x0000_0000,
        0x8000_0000, // zeros
        0x3f80_0000,
        0xbf80_0000,
        0x4000_0000, // 1, -1, 2
        0x3f00_0000,
        0xbf00_0000,
        0x3fc0_0000,
        0xbfc0_0000,
        0x4020_0000, // ties of rounding to integers
        0x7f80_0000,
        0xff80_0000, // infinities
        0x7fc0_0000,
        0xffc0_0000,
        0x7fc1_2345, // quiet NaNs
        0x7f80_0001,
        0xff80_0001,
        0x7fa0_5432, // signalling NaNs
        0x0000_0001,
        0x8000_0001,
        0x007f_ffff,
        0x807f_ffff, // denormals
        0x0080_0000,
        0x8080_0000,
        0x0080_0001, // smallest normals
        0x7f7f_ffff,
        0xff7f_ffff, // largest
        0x3f7f_ffff,
        0x3f80_0001, // neighbours of 1
        0x4f00_0000,
        0xcf00_0000,
        0xcf00_0001,
        0x4eff_ffff,
        0x4f80_0000,
        0x4f7f_ffff, // limits of int32 and uint32
        0x477f_ff00,
        0x477f_e000,
        0x477f_f000,
        0x477f_efff,
        0x4780_0000, // limits of half precision
        0x3880_0000,
        0x387f_c000,
        0x3300_0000,
        0x3300_0001,
        0x32ff_ffff // denormals of half precision
    };

    private static final int FIRST_TARGET = 0x1000;
    private static final int LAST_TARGET = CaseImage.CODE_SIZE - 0x1000;
    private static final int ALWAYS = 14;
    private static final int CCR_UNALIGN_TRP = 1 << 3;
    /** QEMU forgets what was computed before a division that traps, so nothing stands before it. */
    private static final int CCR_DIV_0_TRP = 1 << 4;
    /** In halfwords, before the last instruction or IT block. */
    private static final int LONGEST_SEQUENCE = 20;

    /** mrs r7, faultmask; cpsie f: under FAULTMASK the SVC that ends a case would lock the core up. */
    private static final int[] READ_AND_CLEAR_FAULTMASK = {0xf3ef, 0x8713, 0xb661};

    private final boolean fpu;

    CaseGenerator(boolean fpu) {
        this.fpu = fpu;
    }

    /** Builds the case of a seed, or none if the instruction is a branch to itself; equal seeds give equal cases. */
    Optional<Case> generate(Function<RandomGenerator, Word> instructions, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int attempt = 0; attempt < 1000; attempt++) {
            Case candidate = build(instructions.apply(random), seed, random);
            if (!candidate.word().encoding().has(Trait.BRANCH) || branchesElsewhere(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /**
     * Builds a run of instructions in straight line, with IT blocks among them; memory is reached through SP only.
     *
     * @param pool what to choose from
     */
    Case sequence(List<ThumbEncoding> pool, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> halfwords = new ArrayList<>();
        int wanted = random.nextInt(2, LONGEST_SEQUENCE + 1);
        Word last = straight(pool, random);
        while (halfwords.size() < wanted) {
            int conditional = random.nextInt(4) == 0 ? random.nextInt(1, 5) : 0;
            if (conditional > 0) {
                halfwords.add(ifThen(conditional, random));
            }
            for (int i = 0; i < Math.max(conditional, 1); i++) {
                do {
                    last = straight(pool, random);
                } while (conditional > 0 && last.encoding().has(Trait.NOT_IN_IT));
                append(halfwords, last.halfwords());
            }
        }
        CaseRecord record = state(last, random);
        record.set(CaseRecord.CCR, record.get(CaseRecord.CCR) & ~CCR_DIV_0_TRP);
        int address = CaseRecord.SLOT + 2 * random.nextInt(CaseRecord.SLOT_SIZE / 2 - halfwords.size());
        record.setCode(address, halfwords.stream().mapToInt(Integer::intValue).toArray());
        return new Case(seed, last, record, halfwords);
    }

    /** Returns an instruction that goes on to the next one, if it does not fault, and knows where its memory is. */
    private static Word straight(List<ThumbEncoding> pool, RandomGenerator random) {
        while (true) {
            ThumbEncoding encoding = pool.get(random.nextInt(pool.size()));
            Word word = encoding.instance(random);
            boolean onStack = encoding.access()
                    .map(access -> access.base().applyAsInt(word) == 13
                            && access.index().isEmpty())
                    .orElse(true);
            if (onStack && encoding.goesStraightOn()) {
                return word;
            }
        }
    }

    private Case build(Word word, long seed, RandomGenerator random) {
        CaseRecord record = state(word, random);
        boolean traps = (record.get(CaseRecord.CCR) & CCR_DIV_0_TRP) != 0;
        List<Integer> halfwords = traps ? new ArrayList<>() : code(word, random);
        if (traps) {
            append(halfwords, word.halfwords());
        }
        if (word.encoding().has(Trait.MASKS_EXCEPTIONS)) {
            append(halfwords, READ_AND_CLEAR_FAULTMASK);
        }
        int address = CaseRecord.SLOT + 8 + 2 * random.nextInt(8);
        if (random.nextInt(4) == 0) {
            address = CaseRecord.PAGE_END - 2 * random.nextInt(1, halfwords.size() + 1);
        }
        record.setCode(address, halfwords.stream().mapToInt(Integer::intValue).toArray());
        Case result = new Case(seed, word, record, halfwords);
        placeOperands(result, random);
        return result;
    }

    private CaseRecord state(Word word, RandomGenerator random) {
        CaseRecord record = CaseRecord.blank();
        for (int i = 0; i < 15; i++) {
            if (i != 13) {
                record.setRegister(i, integer(random));
            }
        }
        record.fillScratch(random);
        record.set(CaseRecord.XPSR, 0x0100_0000 | (random.nextInt() & 0xf80f_0000));
        record.setStackPointer(CaseRecord.SCRATCH + 0x60 + 4 * random.nextInt(isTarget(word) ? 8 : 0x40));
        if (fpu) {
            fillFloatingPoint(word, record, random);
        }
        if (random.nextInt(8) == 0) {
            record.set(CaseRecord.CONTROL, 1);
        }
        record.set(
                CaseRecord.CCR,
                0x200 | (random.nextInt(8) == 0 ? CCR_UNALIGN_TRP : 0) | (random.nextInt(8) == 0 ? CCR_DIV_0_TRP : 0));
        record.set(CaseRecord.PRIMASK, random.nextInt(16) == 0 ? 1 : 0);
        record.set(CaseRecord.BASEPRI, random.nextInt(16) == 0 ? random.nextInt(256) & 0xe0 : 0);

        return record;
    }

    private static void placeOperands(Case test, RandomGenerator random) {
        Word word = test.word();
        CaseRecord record = test.record();
        word.encoding().access().ifPresent(access -> place(test, access, random));
        if (word.encoding().has(Trait.BRANCHES_TO_REGISTER)) {
            int target = target(random);
            boolean relative = word.encoding().name().startsWith("add");
            record.setRegister(word.get('m'), relative ? target - instructionAddress(test) - 4 : target);
        }
        if (word.encoding().has(Trait.LOADS_PC_FROM_CODE)) {
            record.setCodeWord((instructionAddress(test) + 4 & ~3) + 4 * word.get('i'), target(random));
        }
        if (word.encoding().has(Trait.LOADS_PC)) {
            for (int at = CaseRecord.SCRATCH; at < CaseRecord.SCRATCH + CaseRecord.SCRATCH_SIZE; at += 4) {
                record.setScratchWord(at, target(random));
            }
        }
        if (word.encoding().has(Trait.WRITES_SP)) {
            keepStackPointerInMemory(word, record, random);
        }
    }

    /**
     * Returns where an indirect branch may go, sometimes with bit 0 clear, which faults. Bit 1 is clear then, too: else
     * QEMU reports the alignment that an Arm instruction would need.
     */
    private static int target(RandomGenerator random) {
        int target = random.nextInt(FIRST_TARGET, LAST_TARGET);
        return random.nextInt(12) == 0 ? target & ~3 : target | 1;
    }

    private static List<Integer> code(Word word, RandomGenerator random) {
        List<Integer> halfwords = new ArrayList<>();
        ThumbEncoding encoding = word.encoding();
        if (encoding.has(Trait.STORES_EXCLUSIVE) && random.nextInt(4) != 0) {
            append(halfwords, exclusiveLoadFor(word));
        }
        if (encoding.has(Trait.NOT_IN_IT) || random.nextInt(2) == 0) {
            append(halfwords, word.halfwords());
            return halfwords;
        }
        int length = random.nextInt(1, 5);
        int place = encoding.has(Trait.BRANCH) ? length - 1 : random.nextInt(length);
        halfwords.add(ifThen(length, random));
        for (int i = 0; i < length; i++) {
            if (i == place) {
                append(halfwords, word.halfwords());
            } else {
                halfwords.add(i < place ? harmless(word, random) : addition(random.nextInt(8), random));
            }
        }
        return halfwords;
    }

    /** Returns an IT instruction for so many others. */
    private static int ifThen(int length, RandomGenerator random) {
        int condition = random.nextInt(ALWAYS + 1);
        int mask = 1 << (4 - length);
        for (int i = 1; i < length; i++) {
            boolean opposite = condition != ALWAYS && random.nextBoolean();
            mask |= ((condition & 1) ^ (opposite ? 1 : 0)) << (4 - i);
        }
        return 0xbf00 | condition << 4 | mask;
    }

    /** Returns an addition that leaves the operands of the instruction behind it alone, or NOP. */
    private static int harmless(Word word, RandomGenerator random) {
        int register = random.nextInt(8);
        boolean operand = "nmtuad".chars().anyMatch(letter -> word.get((char) letter) == register);
        return operand ? 0xbf00 : addition(register, random);
    }

    /** Returns {@code add Rd, #imm}, which sets no flags in an IT block. */
    private static int addition(int register, RandomGenerator random) {
        return 0x3000 | register << 8 | random.nextInt(256);
    }

    /** Returns the LDREX with the same address and size that puts what it loads where the STREX puts its status. */
    private static int[] exclusiveLoadFor(Word store) {
        int first = 0xe8d0 | store.get('n');
        return switch (store.encoding().name()) {
            case "strexb" -> new int[] {first, store.get('d') << 12 | 0xf4f};
            case "strexh" -> new int[] {first, store.get('d') << 12 | 0xf5f};
            default -> new int[] {0xe850 | store.get('n'), store.get('d') << 12 | 0xf00 | store.get('i')};
        };
    }

    private static void append(List<Integer> halfwords, int... added) {
        for (int halfword : added) {
            halfwords.add(halfword);
        }
    }

    private static void place(Case test, Access access, RandomGenerator random) {
        Word word = test.word();
        CaseRecord record = test.record();
        int size = Math.max(access.size().applyAsInt(word), 1);
        int target;
        if (random.nextInt(4) == 0) {
            target = CaseRecord.SCRATCH_MIDDLE - random.nextInt(size + 1);
        } else {
            target = CaseRecord.SCRATCH + 0x80 + random.nextInt(CaseRecord.SCRATCH_SIZE - 0xa0 - size);
        }
        // QEMU fails a STREX without LDREX before it looks at the address; LDREX shows its check.
        boolean aligned = isTarget(word) || word.encoding().has(Trait.STORES_EXCLUSIVE) || random.nextInt(4) != 0;
        if (aligned) {
            target &= -Math.max(access.alignment(), Math.min(size, 4));
        }
        int base = access.base().applyAsInt(word);
        int offset = access.offset().applyAsInt(word);
        if (access.index().isPresent()) {
            placeIndexed(word, record, access.index().get(), base, target, random);
        } else {
            int value = target - offset;
            record.setRegister(base, base == 13 ? value & ~3 : value);
        }
    }

    /**
     * Returns whether the instruction loads PC or SP, which needs sensible values: aligned ones, and not those of the
     * frame that the driver puts below the stack pointer.
     */
    private static boolean isTarget(Word word) {
        return word.encoding().has(Trait.LOADS_PC) || word.encoding().has(Trait.WRITES_SP);
    }

    private static void placeIndexed(
            Word word, CaseRecord record, Index index, int base, int target, RandomGenerator random) {
        int register = word.get(index.register());
        int shift = index.shift().applyAsInt(word);
        if (register == base) {
            record.setRegister(base, target / (1 + (1 << shift)));
            return;
        }
        int value = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(64);
            case 1 -> -random.nextInt(64);
            case 2 -> random.nextInt();
            default -> 0;
        };
        if (base == 13) {
            value &= ~3;
            target &= ~3;
            value = value << 4 >> 4;
            if (Math.abs((long) value << shift) > 0x1000) {
                value = 8;
            }
        }
        record.setRegister(register, value);
        record.setRegister(base, target - (value << shift));
    }

    private static void keepStackPointerInMemory(Word word, CaseRecord record, RandomGenerator random) {
        int value = CaseRecord.SCRATCH + 0x60 + random.nextInt(0x100);
        String name = word.encoding().name();
        if (name.startsWith("ldr")) {
            for (int at = CaseRecord.SCRATCH; at < CaseRecord.SCRATCH + CaseRecord.SCRATCH_SIZE; at += 4) {
                record.setScratchWord(at, value & ~3);
            }
        } else if (name.startsWith("add") || name.startsWith("sub")) {
            if (word.get('m') != 13) {
                record.setRegister(word.get('m'), random.nextInt(0x40));
            }
        } else if (name.startsWith("msr")) {
            record.setRegister(word.get('n'), value);
        } else if (word.get('m') != 13) {
            record.setRegister(word.get('m'), value);
        }
    }

    private static int instructionAddress(Case test) {
        int[] own = test.word().halfwords();
        for (int i = 0; i + own.length <= test.halfwords().size(); i++) {
            boolean same = true;
            for (int j = 0; j < own.length; j++) {
                same &= test.halfwords().get(i + j) == own[j];
            }
            if (same) {
                return test.record().get(CaseRecord.PC) + 2 * i;
            }
        }
        throw new IllegalStateException("the code does not hold its instruction");
    }

    /** Returns whether a direct branch leaves its case: into the filling, neither the driver nor a loop. */
    private static boolean branchesElsewhere(Case test) {
        Word word = test.word();
        int pc = instructionAddress(test) + 4;
        int target = switch (word.encoding().name()) {
            case "b<c>" -> pc + ((byte) word.get('i') << 1);
            case "b" -> pc + (word.get('i') << 21 >> 20);
            case "b<c>.w" ->
                pc + ((word.get('s') << 19 | word.get('k') << 18 | word.get('j') << 17 | word.get('i')) << 12 >> 11);
            case "b.w", "bl" -> pc + longOffset(word);
            default -> test.end();
        };
        boolean outside = target >= test.end() || target < test.record().get(CaseRecord.PC);
        return outside && target >= FIRST_TARGET && target < LAST_TARGET;
    }

    private static int longOffset(Word word) {
        int sign = word.get('s');
        int first = ~(word.get('j') ^ sign) & 1;
        int second = ~(word.get('k') ^ sign) & 1;
        return (sign << 23 | first << 22 | second << 21 | word.get('i')) << 8 >> 7;
    }

    private static int integer(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> BOUNDARIES[random.nextInt(BOUNDARIES.length)];
            case 1 -> random.nextInt(-64, 64);
            default -> random.nextInt();
        };
    }

    private static void fillFloatingPoint(Word word, CaseRecord record, RandomGenerator random) {
        int previous = 0;
        for (int i = 0; i < 32; i++) {
            previous = single(previous, random);
            record.set(CaseRecord.single(i), previous);
        }
        int modes = switch (random.nextInt(4)) {
            case 0 -> random.nextInt() & 0x07c0_0000;
            case 1 -> random.nextInt() & 0x0300_0000;
            default -> 0;
        };
        int flags = random.nextBoolean() ? random.nextInt() & 0xf000_009f : 0;
        record.set(CaseRecord.FPSCR, modes | flags);
        if (word.encoding().has(Trait.FLOATING_POINT) && random.nextInt(3) == 0) {
            cancelProduct(word, record, random);
        }
    }

    /** Makes the accumulator nearly the negated product, so that fused and separate rounding differ. */
    private static void cancelProduct(Word word, CaseRecord record, RandomGenerator random) {
        float n = Float.intBitsToFloat(record.get(CaseRecord.single(word.single('n'))));
        float m = Float.intBitsToFloat(record.get(CaseRecord.single(word.single('m'))));
        float product = n * m;
        int bits = Float.floatToRawIntBits(random.nextBoolean() ? -product : product) + random.nextInt(-1, 2);
        record.set(CaseRecord.single(word.single('d')), bits);
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

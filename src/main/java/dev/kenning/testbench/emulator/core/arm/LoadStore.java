package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.a;
import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/** What loads and stores of core registers do; registers change only once no access can fault any more. */
final class LoadStore {

    private static final int LIST = 0xFFFF;
    private static final int LIST_WITHOUT_PC = 0x7FFF;

    private LoadStore() {}

    static void loadWord(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.loadWord(r[n(i)] + immediate(i), k);
    }

    static void loadWordIndexed(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.loadWord(r[n(i)] + r[m(i)], k);
    }

    static void loadWordIndexedShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.loadWord(r[n(i)] + (r[m(i)] << immediate(i)), k);
    }

    static void loadWordPreIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        int value = p.loadWord(address, k);
        r[n(i)] = address;
        r[d(i)] = value;
    }

    static void loadWordPostIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        int value = p.loadWord(address, k);
        r[n(i)] = address + immediate(i);
        r[d(i)] = value;
    }

    static void loadLiteral(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.loadWord(immediate(i), k);
    }

    static void loadHalf(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.loadHalf(r[n(i)] + immediate(i), k);
    }

    static void loadHalfIndexed(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.loadHalf(r[n(i)] + r[m(i)], k);
    }

    static void loadHalfIndexedShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.loadHalf(r[n(i)] + (r[m(i)] << immediate(i)), k);
    }

    static void loadHalfPreIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        int value = p.loadHalf(address, k);
        r[n(i)] = address;
        r[d(i)] = value;
    }

    static void loadHalfPostIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        int value = p.loadHalf(address, k);
        r[n(i)] = address + immediate(i);
        r[d(i)] = value;
    }

    static void loadHalfLiteral(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.loadHalf(immediate(i), k);
    }

    static void loadByte(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.loadByte(r[n(i)] + immediate(i), k);
    }

    static void loadByteIndexed(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.loadByte(r[n(i)] + r[m(i)], k);
    }

    static void loadByteIndexedShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.loadByte(r[n(i)] + (r[m(i)] << immediate(i)), k);
    }

    static void loadBytePreIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        int value = p.loadByte(address, k);
        r[n(i)] = address;
        r[d(i)] = value;
    }

    static void loadBytePostIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        int value = p.loadByte(address, k);
        r[n(i)] = address + immediate(i);
        r[d(i)] = value;
    }

    static void loadByteLiteral(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.loadByte(immediate(i), k);
    }

    static void loadSignedHalf(Processor p, int[] r, long i, int k) {
        r[d(i)] = (short) p.loadHalf(r[n(i)] + immediate(i), k);
    }

    static void loadSignedHalfIndexed(Processor p, int[] r, long i, int k) {
        r[d(i)] = (short) p.loadHalf(r[n(i)] + r[m(i)], k);
    }

    static void loadSignedHalfIndexedShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = (short) p.loadHalf(r[n(i)] + (r[m(i)] << immediate(i)), k);
    }

    static void loadSignedHalfPreIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        int value = (short) p.loadHalf(address, k);
        r[n(i)] = address;
        r[d(i)] = value;
    }

    static void loadSignedHalfPostIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        int value = (short) p.loadHalf(address, k);
        r[n(i)] = address + immediate(i);
        r[d(i)] = value;
    }

    static void loadSignedHalfLiteral(Processor p, int[] r, long i, int k) {
        r[d(i)] = (short) p.loadHalf(immediate(i), k);
    }

    static void loadSignedByte(Processor p, int[] r, long i, int k) {
        r[d(i)] = (byte) p.loadByte(r[n(i)] + immediate(i), k);
    }

    static void loadSignedByteIndexed(Processor p, int[] r, long i, int k) {
        r[d(i)] = (byte) p.loadByte(r[n(i)] + r[m(i)], k);
    }

    static void loadSignedByteIndexedShifted(Processor p, int[] r, long i, int k) {
        r[d(i)] = (byte) p.loadByte(r[n(i)] + (r[m(i)] << immediate(i)), k);
    }

    static void loadSignedBytePreIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        int value = (byte) p.loadByte(address, k);
        r[n(i)] = address;
        r[d(i)] = value;
    }

    static void loadSignedBytePostIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        int value = (byte) p.loadByte(address, k);
        r[n(i)] = address + immediate(i);
        r[d(i)] = value;
    }

    static void loadSignedByteLiteral(Processor p, int[] r, long i, int k) {
        r[d(i)] = (byte) p.loadByte(immediate(i), k);
    }

    static void storeWord(Processor p, int[] r, long i, int k) {
        p.storeWord(r[n(i)] + immediate(i), r[d(i)], k);
    }

    static void storeWordIndexed(Processor p, int[] r, long i, int k) {
        p.storeWord(r[n(i)] + r[m(i)], r[d(i)], k);
    }

    static void storeWordIndexedShifted(Processor p, int[] r, long i, int k) {
        p.storeWord(r[n(i)] + (r[m(i)] << immediate(i)), r[d(i)], k);
    }

    static void storeWordPreIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        p.storeWord(address, r[d(i)], k);
        r[n(i)] = address;
    }

    static void storeWordPostIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        p.storeWord(address, r[d(i)], k);
        r[n(i)] = address + immediate(i);
    }

    static void storeHalf(Processor p, int[] r, long i, int k) {
        p.storeHalf(r[n(i)] + immediate(i), r[d(i)], k);
    }

    static void storeHalfIndexed(Processor p, int[] r, long i, int k) {
        p.storeHalf(r[n(i)] + r[m(i)], r[d(i)], k);
    }

    static void storeHalfIndexedShifted(Processor p, int[] r, long i, int k) {
        p.storeHalf(r[n(i)] + (r[m(i)] << immediate(i)), r[d(i)], k);
    }

    static void storeHalfPreIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        p.storeHalf(address, r[d(i)], k);
        r[n(i)] = address;
    }

    static void storeHalfPostIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        p.storeHalf(address, r[d(i)], k);
        r[n(i)] = address + immediate(i);
    }

    static void storeByte(Processor p, int[] r, long i, int k) {
        p.storeByte(r[n(i)] + immediate(i), r[d(i)], k);
    }

    static void storeByteIndexed(Processor p, int[] r, long i, int k) {
        p.storeByte(r[n(i)] + r[m(i)], r[d(i)], k);
    }

    static void storeByteIndexedShifted(Processor p, int[] r, long i, int k) {
        p.storeByte(r[n(i)] + (r[m(i)] << immediate(i)), r[d(i)], k);
    }

    static void storeBytePreIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        p.storeByte(address, r[d(i)], k);
        r[n(i)] = address;
    }

    static void storeBytePostIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        p.storeByte(address, r[d(i)], k);
        r[n(i)] = address + immediate(i);
    }

    static void loadAndBranch(Processor p, int[] r, long i, int k) {
        p.loadIntoProgramCounter(p.loadWord(r[n(i)] + immediate(i), k));
    }

    static void loadAndBranchIndexed(Processor p, int[] r, long i, int k) {
        p.loadIntoProgramCounter(p.loadWord(r[n(i)] + (r[m(i)] << immediate(i)), k));
    }

    static void loadAndBranchLiteral(Processor p, int[] r, long i, int k) {
        p.loadIntoProgramCounter(p.loadWord(immediate(i), k));
    }

    static void loadAndBranchPreIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        int target = p.loadWord(address, k);
        r[n(i)] = address;
        p.loadIntoProgramCounter(target);
    }

    static void loadAndBranchPostIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        int target = p.loadWord(address, k);
        r[n(i)] = address + immediate(i);
        p.loadIntoProgramCounter(target);
    }

    static void loadDual(Processor p, int[] r, long i, int k) {
        loadDualAt(p, r, i, r[n(i)] + immediate(i), k);
    }

    static void loadDualLiteral(Processor p, int[] r, long i, int k) {
        loadDualAt(p, r, i, immediate(i), k);
    }

    static void loadDualPreIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        loadDualAt(p, r, i, address, k);
        r[n(i)] = address;
    }

    static void loadDualPostIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        loadDualAt(p, r, i, address, k);
        r[n(i)] = address + immediate(i);
    }

    static void storeDual(Processor p, int[] r, long i, int k) {
        storeDualAt(p, r, i, r[n(i)] + immediate(i), k);
    }

    static void storeDualPreIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        storeDualAt(p, r, i, address, k);
        r[n(i)] = address;
    }

    static void storeDualPostIndexed(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        storeDualAt(p, r, i, address, k);
        r[n(i)] = address + immediate(i);
    }

    private static void loadDualAt(Processor p, int[] r, long i, int address, int k) {
        p.requireAligned(address, k);
        int first = p.loadWord(address, k);
        r[a(i)] = p.loadWord(address + 4, k);
        r[d(i)] = first;
    }

    private static void storeDualAt(Processor p, int[] r, long i, int address, int k) {
        p.requireAligned(address, k);
        p.storeWord(address, r[d(i)], k);
        p.storeWord(address + 4, r[a(i)], k);
    }

    static void push(Processor p, int[] r, long i, int k) {
        int list = immediate(i);
        int address = r[13] - 4 * Integer.bitCount(list);
        store(p, r, list, address, k);
        r[13] = address;
    }

    static void pop(Processor p, int[] r, long i, int k) {
        int list = immediate(i);
        int address = r[13];
        r[13] = address + 4 * Integer.bitCount(list);
        load(p, r, list, address, k);
    }

    static void popAndBranch(Processor p, int[] r, long i, int k) {
        int list = immediate(i);
        int address = r[13];
        int top = address + 4 * Integer.bitCount(list);
        load(p, r, list & LIST_WITHOUT_PC, address, k);
        int target = p.loadWord(top - 4, k);
        r[13] = top;
        p.loadIntoProgramCounter(target);
    }

    static void storeMultiple(Processor p, int[] r, long i, int k) {
        store(p, r, immediate(i), r[n(i)], k);
    }

    static void storeMultipleUpdating(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        store(p, r, immediate(i), address, k);
        r[n(i)] = address + 4 * Integer.bitCount(immediate(i));
    }

    static void storeMultipleBefore(Processor p, int[] r, long i, int k) {
        store(p, r, immediate(i), r[n(i)] - 4 * Integer.bitCount(immediate(i)), k);
    }

    static void storeMultipleBeforeUpdating(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] - 4 * Integer.bitCount(immediate(i));
        store(p, r, immediate(i), address, k);
        r[n(i)] = address;
    }

    static void loadMultiple(Processor p, int[] r, long i, int k) {
        load(p, r, immediate(i), r[n(i)], k);
    }

    /** Executes the 16-bit form, which has the write-back in bit 16 of the immediate. */
    static void loadMultiple16(Processor p, int[] r, long i, int k) {
        int list = immediate(i) & LIST;
        int address = r[n(i)];
        load(p, r, list, address, k);
        if (immediate(i) != list) {
            r[n(i)] = address + 4 * Integer.bitCount(list);
        }
    }

    static void loadMultipleUpdating(Processor p, int[] r, long i, int k) {
        int list = immediate(i);
        int address = r[n(i)];
        load(p, r, list, address, k);
        r[n(i)] = address + 4 * Integer.bitCount(list);
    }

    static void loadMultipleBefore(Processor p, int[] r, long i, int k) {
        int list = immediate(i);
        load(p, r, list, r[n(i)] - 4 * Integer.bitCount(list), k);
    }

    static void loadMultipleBeforeUpdating(Processor p, int[] r, long i, int k) {
        int list = immediate(i);
        int address = r[n(i)] - 4 * Integer.bitCount(list);
        load(p, r, list, address, k);
        r[n(i)] = address;
    }

    static void loadMultipleAndBranch(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        loadAndBranchAt(p, r, i, address, k, n(i), address);
    }

    static void loadMultipleUpdatingAndBranch(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        loadAndBranchAt(p, r, i, address, k, n(i), address + 4 * Integer.bitCount(immediate(i)));
    }

    static void loadMultipleBeforeAndBranch(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] - 4 * Integer.bitCount(immediate(i));
        loadAndBranchAt(p, r, i, address, k, n(i), r[n(i)]);
    }

    static void loadMultipleBeforeUpdatingAndBranch(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] - 4 * Integer.bitCount(immediate(i));
        loadAndBranchAt(p, r, i, address, k, n(i), address);
    }

    private static void loadAndBranchAt(Processor p, int[] r, long i, int address, int k, int base, int newBase) {
        int list = immediate(i);
        load(p, r, list & LIST_WITHOUT_PC, address, k);
        int target = p.loadWord(address + 4 * Integer.bitCount(list) - 4, k);
        if ((list & 1 << base) == 0) {
            r[base] = newBase;
        }
        p.loadIntoProgramCounter(target);
    }

    private static void load(Processor p, int[] r, int list, int address, int k) {
        p.requireAligned(address, k);
        int at = address;
        for (int rest = list; rest != 0; rest &= rest - 1) {
            r[Integer.numberOfTrailingZeros(rest)] = p.loadWord(at, k);
            at += 4;
        }
    }

    private static void store(Processor p, int[] r, int list, int address, int k) {
        p.requireAligned(address, k);
        int at = address;
        for (int rest = list; rest != 0; rest &= rest - 1) {
            p.storeWord(at, r[Integer.numberOfTrailingZeros(rest)], k);
            at += 4;
        }
    }

    static void loadAcquire(Processor p, int[] r, long i, int k) {
        p.requireAligned(r[n(i)], k);
        r[d(i)] = p.loadWord(r[n(i)], k);
    }

    static void loadAcquireHalf(Processor p, int[] r, long i, int k) {
        p.requireHalfAligned(r[n(i)], k);
        r[d(i)] = p.loadHalf(r[n(i)], k);
    }

    static void storeRelease(Processor p, int[] r, long i, int k) {
        p.requireAligned(r[n(i)], k);
        p.storeWord(r[n(i)], r[d(i)], k);
    }

    static void storeReleaseHalf(Processor p, int[] r, long i, int k) {
        p.requireHalfAligned(r[n(i)], k);
        p.storeHalf(r[n(i)], r[d(i)], k);
    }

    static void loadExclusive(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        p.requireAligned(address, k);
        r[d(i)] = p.loadWord(address, k);
        p.setExclusive(address);
    }

    static void loadExclusiveHalf(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        p.requireHalfAligned(address, k);
        r[d(i)] = p.loadHalf(address, k);
        p.setExclusive(address);
    }

    static void loadExclusiveByte(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        r[d(i)] = p.loadByte(address, k);
        p.setExclusive(address);
    }

    static void storeExclusive(Processor p, int[] r, long i, int k) {
        int address = r[n(i)] + immediate(i);
        p.requireAligned(address, k);
        boolean passes = p.passesExclusive(address);
        if (passes) {
            p.storeWord(address, r[m(i)], k);
        }
        p.exclusive = false;
        r[d(i)] = passes ? 0 : 1;
    }

    static void storeExclusiveHalf(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        p.requireHalfAligned(address, k);
        boolean passes = p.passesExclusive(address);
        if (passes) {
            p.storeHalf(address, r[m(i)], k);
        }
        p.exclusive = false;
        r[d(i)] = passes ? 0 : 1;
    }

    static void storeExclusiveByte(Processor p, int[] r, long i, int k) {
        int address = r[n(i)];
        boolean passes = p.passesExclusive(address);
        if (passes) {
            p.storeByte(address, r[m(i)], k);
        }
        p.exclusive = false;
        r[d(i)] = passes ? 0 : 1;
    }
}

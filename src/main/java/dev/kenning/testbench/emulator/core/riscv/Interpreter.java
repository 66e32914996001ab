package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.BlockCache;
import dev.kenning.testbench.emulator.core.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * Executes blocks.
 *
 * <p>The switches between the markers are written by {@code InterpreterSource} in the test tree from {@link Semantics},
 * and a test holds that they are what it writes: rows in everyday programs stand in the loop itself, all others one call
 * away, because HotSpot compiles no method of more than 8000 bytecodes and inlines no more than that into one.
 */
final class Interpreter {

    private Interpreter() {}

    /**
     * Executes from an entry of a block on until it comes to a hot one, the bound is reached, or somebody wants attention.
     *
     * @return the hot block; null if it is to end
     */
    static @Nullable Block run(Hart h, BlockCache cache, Block first, int entry) {
        long[] x = h.x;
        Block block = first;
        int k = entry;
        do {
            long[] code = block.code;
            h.enter(block);
            h.pc = block.end & 0xFFFF_FFFFL;
            do {
                long i = code[k];
                switch ((int) i & Decoded.OPERATION_MASK) {
                    // <frequent>
                    case 2 -> SystemInstructions.beginFloatingPoint(h, x, i, k);
                    case 10 -> Arithmetic.nop(h, x, i, k);
                    case 18 -> Arithmetic.loadImmediate(h, x, i, k);
                    case 19 -> Arithmetic.addToProgramCounter(h, x, i, k);
                    case 20 -> Branches.jumpAndLink(h, x, i, k);
                    case 21 -> Branches.jump(h, x, i, k);
                    case 22 -> Branches.jumpRegisterAndLink(h, x, i, k);
                    case 23 -> Branches.equal(h, x, i, k);
                    case 24 -> Branches.notEqual(h, x, i, k);
                    case 25 -> Branches.less(h, x, i, k);
                    case 26 -> Branches.greaterOrEqual(h, x, i, k);
                    case 27 -> Branches.lessUnsigned(h, x, i, k);
                    case 28 -> Branches.greaterOrEqualUnsigned(h, x, i, k);
                    case 29 -> LoadStore.loadByte(h, x, i, k);
                    case 30 -> LoadStore.loadHalf(h, x, i, k);
                    case 31 -> LoadStore.loadWord(h, x, i, k);
                    case 32 -> LoadStore.loadUnsignedByte(h, x, i, k);
                    case 33 -> LoadStore.loadUnsignedHalf(h, x, i, k);
                    case 34 -> LoadStore.storeByte(h, x, i, k);
                    case 35 -> LoadStore.storeHalf(h, x, i, k);
                    case 36 -> LoadStore.storeWord(h, x, i, k);
                    case 37 -> LoadStore.loadDouble(h, x, i, k);
                    case 38 -> LoadStore.loadUnsignedWord(h, x, i, k);
                    case 39 -> LoadStore.storeDouble(h, x, i, k);
                    case 40 -> Arithmetic.lessImmediate(h, x, i, k);
                    case 41 -> Arithmetic.lessUnsignedImmediate(h, x, i, k);
                    case 42 -> Arithmetic.xorImmediate(h, x, i, k);
                    case 43 -> Arithmetic.orImmediate(h, x, i, k);
                    case 44 -> Arithmetic.andImmediate(h, x, i, k);
                    case 45 -> Arithmetic.less(h, x, i, k);
                    case 46 -> Arithmetic.lessUnsigned(h, x, i, k);
                    case 47 -> Arithmetic.xor(h, x, i, k);
                    case 48 -> Arithmetic.or(h, x, i, k);
                    case 49 -> Arithmetic.and(h, x, i, k);
                    case 50 -> Arithmetic.addImmediateWord(h, x, i, k);
                    case 51 -> Arithmetic.shiftLeftImmediateWord(h, x, i, k);
                    case 52 -> Arithmetic.shiftRightImmediateWord(h, x, i, k);
                    case 53 -> Arithmetic.shiftArithmeticRightImmediateWord(h, x, i, k);
                    case 54 -> Arithmetic.addWord(h, x, i, k);
                    case 55 -> Arithmetic.subWord(h, x, i, k);
                    case 56 -> Arithmetic.shiftLeftWord(h, x, i, k);
                    case 57 -> Arithmetic.shiftRightWord(h, x, i, k);
                    case 58 -> Arithmetic.shiftArithmeticRightWord(h, x, i, k);
                    case 59 -> Arithmetic.addImmediate(h, x, i, k);
                    case 60 -> Arithmetic.shiftLeftImmediate(h, x, i, k);
                    case 61 -> Arithmetic.shiftRightImmediate(h, x, i, k);
                    case 62 -> Arithmetic.shiftArithmeticRightImmediate(h, x, i, k);
                    case 63 -> Arithmetic.add(h, x, i, k);
                    case 64 -> Arithmetic.sub(h, x, i, k);
                    case 65 -> Arithmetic.shiftLeft(h, x, i, k);
                    case 66 -> Arithmetic.shiftRight(h, x, i, k);
                    case 67 -> Arithmetic.shiftArithmeticRight(h, x, i, k);
                    case 68 -> Multiplication.multiplyWord(h, x, i, k);
                    case 69 -> Multiplication.multiplyHighWord(h, x, i, k);
                    case 70 -> Multiplication.multiplyHighSignedUnsignedWord(h, x, i, k);
                    case 71 -> Multiplication.multiplyHighUnsignedWord(h, x, i, k);
                    case 72 -> Multiplication.divideWord(h, x, i, k);
                    case 73 -> Multiplication.divideUnsignedWord(h, x, i, k);
                    case 74 -> Multiplication.remainderWord(h, x, i, k);
                    case 75 -> Multiplication.remainderUnsignedWord(h, x, i, k);
                    case 76 -> Multiplication.multiply(h, x, i, k);
                    case 77 -> Multiplication.multiplyHigh(h, x, i, k);
                    case 78 -> Multiplication.multiplyHighSignedUnsigned(h, x, i, k);
                    case 79 -> Multiplication.multiplyHighUnsigned(h, x, i, k);
                    case 80 -> Multiplication.divide(h, x, i, k);
                    case 81 -> Multiplication.divideUnsigned(h, x, i, k);
                    case 82 -> Multiplication.remainder(h, x, i, k);
                    case 83 -> Multiplication.remainderUnsigned(h, x, i, k);
                    case 106 -> FloatTransfer.load(h, x, i, k);
                    case 107 -> FloatTransfer.store(h, x, i, k);
                    case 108 -> FloatTransfer.toInteger(h, x, i, k);
                    case 109 -> FloatTransfer.fromInteger(h, x, i, k);
                    case 110 -> FloatArithmetic.multiplyAdd(h, x, i, k);
                    case 111 -> FloatArithmetic.multiplySubtract(h, x, i, k);
                    case 114 -> FloatArithmetic.add(h, x, i, k);
                    case 115 -> FloatArithmetic.subtract(h, x, i, k);
                    case 116 -> FloatArithmetic.multiply(h, x, i, k);
                    case 117 -> FloatArithmetic.divide(h, x, i, k);
                    case 119 -> FloatArithmetic.injectSign(h, x, i, k);
                    case 122 -> FloatArithmetic.minimum(h, x, i, k);
                    case 123 -> FloatArithmetic.maximum(h, x, i, k);
                    case 125 -> FloatArithmetic.less(h, x, i, k);
                    case 136 -> FloatTransfer.loadDouble(h, x, i, k);
                    case 137 -> FloatTransfer.storeDouble(h, x, i, k);
                    case 140 -> DoubleArithmetic.multiplyAdd(h, x, i, k);
                    case 141 -> DoubleArithmetic.multiplySubtract(h, x, i, k);
                    case 144 -> DoubleArithmetic.add(h, x, i, k);
                    case 145 -> DoubleArithmetic.subtract(h, x, i, k);
                    case 146 -> DoubleArithmetic.multiply(h, x, i, k);
                    case 147 -> DoubleArithmetic.divide(h, x, i, k);
                    case 149 -> DoubleArithmetic.injectSign(h, x, i, k);
                    case 152 -> DoubleArithmetic.minimum(h, x, i, k);
                    case 153 -> DoubleArithmetic.maximum(h, x, i, k);
                    case 155 -> DoubleArithmetic.less(h, x, i, k);
                    case 166 -> FloatTransfer.doubleToInteger(h, x, i, k);
                    case 167 -> FloatTransfer.integerToDouble(h, x, i, k);
                    case 168 -> Branches.jumpRegister(h, x, i, k);
                    case 169 -> Arithmetic.move(h, x, i, k);
                    case 229 -> FloatTransfer.loadHalf(h, x, i, k);
                    case 230 -> FloatTransfer.storeHalf(h, x, i, k);
                    case 231 -> FloatTransfer.halfToInteger(h, x, i, k);
                    case 232 -> FloatTransfer.integerToHalf(h, x, i, k);
                    // </frequent>
                    default -> rare(h, x, i, k);
                }
                k++;
            } while (k < h.limit);
            if (!h.leave(cache, k)) {
                return null;
            }
            block = cache.at((int) h.pc);
            k = 0;
        } while (block.executions < block.hotAt);
        return block;
    }

    private static void rare(Hart h, long[] x, long i, int k) {
        switch ((int) i & Decoded.OPERATION_MASK) {
            // <rare>
            case 0 -> SystemInstructions.illegal(h, x, i, k);
            case 1 -> SystemInstructions.fetchFault(h, x, i, k);
            case 3 -> CustomInstructions.execute(h, x, i, k);
            case 4 -> SystemInstructions.environmentCall(h, x, i, k);
            case 5 -> SystemInstructions.breakpoint(h, x, i, k);
            case 6 -> SystemInstructions.machineReturn(h, x, i, k);
            case 7 -> SystemInstructions.waitForInterrupt(h, x, i, k);
            case 8 -> SystemInstructions.supervisorReturn(h, x, i, k);
            case 9 -> SystemInstructions.fenceTranslation(h, x, i, k);
            case 11 -> SystemInstructions.fetchAnew(h, x, i, k);
            case 12 -> CsrInstructions.readWrite(h, x, i, k);
            case 13 -> CsrInstructions.readWriteImmediate(h, x, i, k);
            case 14 -> CsrInstructions.readSet(h, x, i, k);
            case 15 -> CsrInstructions.readSetImmediate(h, x, i, k);
            case 16 -> CsrInstructions.readClear(h, x, i, k);
            case 17 -> CsrInstructions.readClearImmediate(h, x, i, k);
            case 84 -> Atomics.loadReservedWord(h, x, i, k);
            case 85 -> Atomics.storeConditionalWord(h, x, i, k);
            case 86 -> Atomics.swapWord(h, x, i, k);
            case 87 -> Atomics.addWord(h, x, i, k);
            case 88 -> Atomics.xorWord(h, x, i, k);
            case 89 -> Atomics.andWord(h, x, i, k);
            case 90 -> Atomics.orWord(h, x, i, k);
            case 91 -> Atomics.minimumWord(h, x, i, k);
            case 92 -> Atomics.maximumWord(h, x, i, k);
            case 93 -> Atomics.minimumUnsignedWord(h, x, i, k);
            case 94 -> Atomics.maximumUnsignedWord(h, x, i, k);
            case 95 -> Atomics.loadReservedDouble(h, x, i, k);
            case 96 -> Atomics.storeConditionalDouble(h, x, i, k);
            case 97 -> Atomics.swapDouble(h, x, i, k);
            case 98 -> Atomics.addDouble(h, x, i, k);
            case 99 -> Atomics.xorDouble(h, x, i, k);
            case 100 -> Atomics.andDouble(h, x, i, k);
            case 101 -> Atomics.orDouble(h, x, i, k);
            case 102 -> Atomics.minimumDouble(h, x, i, k);
            case 103 -> Atomics.maximumDouble(h, x, i, k);
            case 104 -> Atomics.minimumUnsignedDouble(h, x, i, k);
            case 105 -> Atomics.maximumUnsignedDouble(h, x, i, k);
            case 112 -> FloatArithmetic.negatedMultiplySubtract(h, x, i, k);
            case 113 -> FloatArithmetic.negatedMultiplyAdd(h, x, i, k);
            case 118 -> FloatArithmetic.squareRoot(h, x, i, k);
            case 120 -> FloatArithmetic.injectNegatedSign(h, x, i, k);
            case 121 -> FloatArithmetic.injectXorOfSigns(h, x, i, k);
            case 124 -> FloatArithmetic.equal(h, x, i, k);
            case 126 -> FloatArithmetic.lessOrEqual(h, x, i, k);
            case 127 -> FloatArithmetic.classify(h, x, i, k);
            case 128 -> FloatConversion.toWord(h, x, i, k);
            case 129 -> FloatConversion.fromWord(h, x, i, k);
            case 130 -> FloatConversion.toUnsignedWord(h, x, i, k);
            case 131 -> FloatConversion.fromUnsignedWord(h, x, i, k);
            case 132 -> FloatConversion.toDoubleword(h, x, i, k);
            case 133 -> FloatConversion.fromDoubleword(h, x, i, k);
            case 134 -> FloatConversion.toUnsignedDoubleword(h, x, i, k);
            case 135 -> FloatConversion.fromUnsignedDoubleword(h, x, i, k);
            case 138 -> DoubleConversion.toSingle(h, x, i, k);
            case 139 -> DoubleConversion.fromSingle(h, x, i, k);
            case 142 -> DoubleArithmetic.negatedMultiplySubtract(h, x, i, k);
            case 143 -> DoubleArithmetic.negatedMultiplyAdd(h, x, i, k);
            case 148 -> DoubleArithmetic.squareRoot(h, x, i, k);
            case 150 -> DoubleArithmetic.injectNegatedSign(h, x, i, k);
            case 151 -> DoubleArithmetic.injectXorOfSigns(h, x, i, k);
            case 154 -> DoubleArithmetic.equal(h, x, i, k);
            case 156 -> DoubleArithmetic.lessOrEqual(h, x, i, k);
            case 157 -> DoubleArithmetic.classify(h, x, i, k);
            case 158 -> DoubleConversion.toWord(h, x, i, k);
            case 159 -> DoubleConversion.fromWord(h, x, i, k);
            case 160 -> DoubleConversion.toUnsignedWord(h, x, i, k);
            case 161 -> DoubleConversion.fromUnsignedWord(h, x, i, k);
            case 162 -> DoubleConversion.toDoubleword(h, x, i, k);
            case 163 -> DoubleConversion.fromDoubleword(h, x, i, k);
            case 164 -> DoubleConversion.toUnsignedDoubleword(h, x, i, k);
            case 165 -> DoubleConversion.fromUnsignedDoubleword(h, x, i, k);
            case 170 -> BitManipulation.shift1AddWord(h, x, i, k);
            case 171 -> BitManipulation.shift2AddWord(h, x, i, k);
            case 172 -> BitManipulation.shift3AddWord(h, x, i, k);
            case 173 -> BitManipulation.shift1Add(h, x, i, k);
            case 174 -> BitManipulation.shift2Add(h, x, i, k);
            case 175 -> BitManipulation.shift3Add(h, x, i, k);
            case 176 -> BitManipulation.addUnsignedWord(h, x, i, k);
            case 177 -> BitManipulation.shift1AddUnsignedWord(h, x, i, k);
            case 178 -> BitManipulation.shift2AddUnsignedWord(h, x, i, k);
            case 179 -> BitManipulation.shift3AddUnsignedWord(h, x, i, k);
            case 180 -> BitManipulation.shiftLeftUnsignedWord(h, x, i, k);
            case 181 -> BitManipulation.andNot(h, x, i, k);
            case 182 -> BitManipulation.orNot(h, x, i, k);
            case 183 -> BitManipulation.xorNot(h, x, i, k);
            case 184 -> BitManipulation.maximum(h, x, i, k);
            case 185 -> BitManipulation.maximumUnsigned(h, x, i, k);
            case 186 -> BitManipulation.minimum(h, x, i, k);
            case 187 -> BitManipulation.minimumUnsigned(h, x, i, k);
            case 188 -> BitManipulation.extendByte(h, x, i, k);
            case 189 -> BitManipulation.extendHalf(h, x, i, k);
            case 190 -> BitManipulation.zeroExtendHalf(h, x, i, k);
            case 191 -> BitManipulation.countLeadingZerosWord(h, x, i, k);
            case 192 -> BitManipulation.countTrailingZerosWord(h, x, i, k);
            case 193 -> BitManipulation.countOnesWord(h, x, i, k);
            case 194 -> BitManipulation.combineBytesWord(h, x, i, k);
            case 195 -> BitManipulation.reverseBytesWord(h, x, i, k);
            case 196 -> BitManipulation.rotateLeftWord(h, x, i, k);
            case 197 -> BitManipulation.rotateRightWord(h, x, i, k);
            case 198 -> BitManipulation.rotateRightImmediateWord(h, x, i, k);
            case 199 -> BitManipulation.countLeadingZeros(h, x, i, k);
            case 200 -> BitManipulation.countTrailingZeros(h, x, i, k);
            case 201 -> BitManipulation.countOnes(h, x, i, k);
            case 202 -> BitManipulation.combineBytes(h, x, i, k);
            case 203 -> BitManipulation.reverseBytes(h, x, i, k);
            case 204 -> BitManipulation.rotateLeft(h, x, i, k);
            case 205 -> BitManipulation.rotateRight(h, x, i, k);
            case 206 -> BitManipulation.rotateRightImmediate(h, x, i, k);
            case 207 -> BitManipulation.multiplyCarrylessWord(h, x, i, k);
            case 208 -> BitManipulation.multiplyCarrylessHighWord(h, x, i, k);
            case 209 -> BitManipulation.multiplyCarrylessReversedWord(h, x, i, k);
            case 210 -> BitManipulation.multiplyCarryless(h, x, i, k);
            case 211 -> BitManipulation.multiplyCarrylessHigh(h, x, i, k);
            case 212 -> BitManipulation.multiplyCarrylessReversed(h, x, i, k);
            case 213 -> BitManipulation.clearBitWord(h, x, i, k);
            case 214 -> BitManipulation.clearBitImmediateWord(h, x, i, k);
            case 215 -> BitManipulation.extractBitWord(h, x, i, k);
            case 216 -> BitManipulation.extractBitImmediateWord(h, x, i, k);
            case 217 -> BitManipulation.invertBitWord(h, x, i, k);
            case 218 -> BitManipulation.invertBitImmediateWord(h, x, i, k);
            case 219 -> BitManipulation.setBitWord(h, x, i, k);
            case 220 -> BitManipulation.setBitImmediateWord(h, x, i, k);
            case 221 -> BitManipulation.clearBit(h, x, i, k);
            case 222 -> BitManipulation.clearBitImmediate(h, x, i, k);
            case 223 -> BitManipulation.extractBit(h, x, i, k);
            case 224 -> BitManipulation.extractBitImmediate(h, x, i, k);
            case 225 -> BitManipulation.invertBit(h, x, i, k);
            case 226 -> BitManipulation.invertBitImmediate(h, x, i, k);
            case 227 -> BitManipulation.setBit(h, x, i, k);
            case 228 -> BitManipulation.setBitImmediate(h, x, i, k);
            case 233 -> HalfConversion.toSingle(h, x, i, k);
            case 234 -> HalfConversion.fromSingle(h, x, i, k);
            case 235 -> HalfConversion.toDouble(h, x, i, k);
            case 236 -> HalfConversion.fromDouble(h, x, i, k);
            case 237 -> HalfArithmetic.multiplyAdd(h, x, i, k);
            case 238 -> HalfArithmetic.multiplySubtract(h, x, i, k);
            case 239 -> HalfArithmetic.negatedMultiplySubtract(h, x, i, k);
            case 240 -> HalfArithmetic.negatedMultiplyAdd(h, x, i, k);
            case 241 -> HalfArithmetic.add(h, x, i, k);
            case 242 -> HalfArithmetic.subtract(h, x, i, k);
            case 243 -> HalfArithmetic.multiply(h, x, i, k);
            case 244 -> HalfArithmetic.divide(h, x, i, k);
            case 245 -> HalfArithmetic.squareRoot(h, x, i, k);
            case 246 -> HalfArithmetic.injectSign(h, x, i, k);
            case 247 -> HalfArithmetic.injectNegatedSign(h, x, i, k);
            case 248 -> HalfArithmetic.injectXorOfSigns(h, x, i, k);
            case 249 -> HalfArithmetic.minimum(h, x, i, k);
            case 250 -> HalfArithmetic.maximum(h, x, i, k);
            case 251 -> HalfArithmetic.equal(h, x, i, k);
            case 252 -> HalfArithmetic.less(h, x, i, k);
            case 253 -> HalfArithmetic.lessOrEqual(h, x, i, k);
            case 254 -> HalfArithmetic.classify(h, x, i, k);
            case 255 -> HalfConversion.toWord(h, x, i, k);
            case 256 -> HalfConversion.fromWord(h, x, i, k);
            case 257 -> HalfConversion.toUnsignedWord(h, x, i, k);
            case 258 -> HalfConversion.fromUnsignedWord(h, x, i, k);
            case 259 -> HalfConversion.toDoubleword(h, x, i, k);
            case 260 -> HalfConversion.fromDoubleword(h, x, i, k);
            case 261 -> HalfConversion.toUnsignedDoubleword(h, x, i, k);
            case 262 -> HalfConversion.fromUnsignedDoubleword(h, x, i, k);
            // </rare>
            default -> VectorExecution.execute(h, i, k);
        }
    }
}

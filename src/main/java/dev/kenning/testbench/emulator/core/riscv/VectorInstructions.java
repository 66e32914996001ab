package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.Facts;
import dev.kenning.testbench.emulator.core.SemanticReference;
import dev.kenning.testbench.emulator.core.riscv.ElementOperation.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The rows of the vector extension, as Zve32f or Zve64f by the configured width of elements (RISC-V "V" extension 1.0,
 * chapters 6 to 16 and its instruction listings).
 *
 * <p>A row of arithmetic names the method for one element and the {@link ElementShape} that it is applied with; any other
 * row names the method for the whole instruction.
 */
final class VectorInstructions {

    /** Begins the semantics of every row of the extension. */
    static final String PREFIX = "Vector.";

    private VectorInstructions() {}

    /** Adds the rows to a table. */
    static void addTo(Rows rows) {
        new Builder(rows).build();
    }

    /** Returns what the rows do, by their semantics. */
    static Map<String, VectorOperation> operations() {
        return new Builder(new Rows()).build();
    }

    /** The major encodings of arithmetic: funct3 where the second source is a vector, scalar or immediate. */
    private enum Category {
        INTEGER("000", "100"),
        MULTIPLICATION("010", "110"),
        FLOAT("001", "101");

        private final String vector;
        private final String scalar;

        Category(String vector, String scalar) {
            this.vector = vector;
            this.scalar = scalar;
        }
    }

    /**
     * Collects rows; a method for each chapter.
     *
     * <p>Forms are written as the mnemonics' endings, with {@code u} for an immediate that is unsigned: {@code vv}, {@code
     * vx}, {@code vu}, {@code wv}, {@code vvm}, ...
     */
    private static final class Builder {

        private static final String OPCODE = "1010111";
        private static final String IMMEDIATE = "011";
        private static final String ANY_MASKING = "v";
        private static final String SELECTING = "0";
        private static final String UNMASKED = "1";
        private static final String[] MEMORY_WIDTHS = {"000", "101", "110", "111"};

        private final Rows rows;
        private final Map<String, VectorOperation> operations = new HashMap<>();
        private Category category = Category.INTEGER;

        Builder(Rows rows) {
            this.rows = rows;
        }

        Map<String, VectorOperation> build() {
            rows.extension(Extension.V);
            configuration();
            memory();
            integers();
            carriesAndMoves();
            comparisons();
            fixedPoint();
            multiplications();
            reductions();
            floats();
            floatConversions();
            masks();
            permutations();
            return operations;
        }

        private void configuration() {
            String method = "VectorConfiguration.set";
            whole("0-----------nnnnn111ddddd", "vsetvli", "<rd>, <rs1>, <vtype11>", method + "ByImmediateType");
            whole("11----------nnnnn111ddddd", "vsetivli", "<rd>, <uimm5>, <vtype10>", method + "ByImmediates");
            whole("1000000mmmmmnnnnn111ddddd", "vsetvl", "<rd>, <rs1>, <rs2>", method + "ByRegisterType");
        }

        private void memory() {
            for (int width = 0; width < MEMORY_WIDTHS.length; width++) {
                String bits = Integer.toString(8 << width);
                String code = MEMORY_WIDTHS[width];
                transfers(bits, code);
                for (int registers = 1; registers <= 8; registers *= 2) {
                    String fields = binary(registers - 1, 3);
                    String mnemonic = "vl" + registers + "re" + bits + ".v";
                    access(fields + "000101000nnnnn" + code + "ddddd0000111", mnemonic, mnemonic, "", "loadWhole");
                }
            }
            for (int registers = 1; registers <= 8; registers *= 2) {
                String fields = binary(registers - 1, 3);
                String mnemonic = "vs" + registers + "r.v";
                access(fields + "000101000nnnnn000ddddd0100111", mnemonic, mnemonic, "", "storeWhole");
            }
            access("000000101011nnnnn000ddddd0000111", "vlm.v", "vlm.v", "", "loadMask");
            access("000000101011nnnnn000ddddd0100111", "vsm.v", "vsm.v", "", "storeMask");
        }

        private void transfers(String bits, String code) {
            for (int fields = 1; fields <= 8; fields++) {
                String begin = binary(fields - 1, 3) + "0";
                String load = "nnnnn" + code + "ddddd0000111";
                String store = "nnnnn" + code + "ddddd0100111";
                segments(begin + "00v00000" + load, "vl%se%s.v", fields, bits, "<vm>", "loadUnitStride");
                segments(begin + "00v10000" + load, "vl%se%sff.v", fields, bits, "<vm>", "loadFaultOnlyFirst");
                segments(begin + "10vmmmmm" + load, "vls%se%s.v", fields, bits, ", <rs2><vm>", "loadStrided");
                segments(begin + "01vmmmmm" + load, "vlux%sei%s.v", fields, bits, ", <vs2><vm>", "loadIndexed");
                segments(begin + "11vmmmmm" + load, "vlox%sei%s.v", fields, bits, ", <vs2><vm>", "loadIndexed");
                segments(begin + "00v00000" + store, "vs%se%s.v", fields, bits, "<vm>", "storeUnitStride");
                segments(begin + "10vmmmmm" + store, "vss%se%s.v", fields, bits, ", <rs2><vm>", "storeStrided");
                segments(begin + "01vmmmmm" + store, "vsux%sei%s.v", fields, bits, ", <vs2><vm>", "storeIndexed");
                segments(begin + "11vmmmmm" + store, "vsox%sei%s.v", fields, bits, ", <vs2><vm>", "storeIndexed");
            }
        }

        /** Adds a row for segments, which Renode counts as if they were single elements. */
        private void segments(String pattern, String name, int fields, String bits, String operands, String method) {
            String segment = fields == 1 ? "" : "seg" + fields;
            access(pattern, name.formatted(segment, bits), name.formatted("", bits), operands, method);
        }

        private void access(String pattern, String mnemonic, String renodeName, String operands, String method) {
            String semantics = "VectorMemory." + method;
            call(pattern, mnemonic, "<vd>, (<rs1>)" + operands, renodeName, semantics);
        }

        private void integers() {
            category = Category.INTEGER;
            elements("000000", "vadd", "vv vx vi", "i i i", "VectorArithmetic.add");
            elements("000010", "vsub", "vv vx", "i i i", "VectorArithmetic.subtract");
            elements("000011", "vrsub", "vx vi", "i i i", "VectorArithmetic.subtractReversed");
            elements("000100", "vminu", "vv vx", "u u u", "VectorArithmetic.minimumUnsigned");
            elements("000101", "vmin", "vv vx", "i i i", "VectorArithmetic.minimum");
            elements("000110", "vmaxu", "vv vx", "u u u", "VectorArithmetic.maximumUnsigned");
            elements("000111", "vmax", "vv vx", "i i i", "VectorArithmetic.maximum");
            elements("001001", "vand", "vv vx vi", "i i i", "VectorArithmetic.and");
            elements("001010", "vor", "vv vx vi", "i i i", "VectorArithmetic.or");
            elements("001011", "vxor", "vv vx vi", "i i i", "VectorArithmetic.xor");
            elements("100101", "vsll", "vv vx vu", "i i i", "VectorArithmetic.shiftLeft");
            elements("101000", "vsrl", "vv vx vu", "u u u", "VectorArithmetic.shiftRight");
            elements("101001", "vsra", "vv vx vu", "i i i", "VectorArithmetic.shiftRightArithmetic");
            elements("101100", "vnsrl", "wv wx wu", "u 2u u", "VectorArithmetic.narrowShiftRight");
            elements("101101", "vnsra", "wv wx wu", "i 2i i", "VectorArithmetic.narrowShiftRightArithmetic");
            category = Category.MULTIPLICATION;
            elements("110000", "vwaddu", "vv vx", "2u u u", "VectorArithmetic.add");
            elements("110001", "vwadd", "vv vx", "2i i i", "VectorArithmetic.add");
            elements("110010", "vwsubu", "vv vx", "2u u u", "VectorArithmetic.subtract");
            elements("110011", "vwsub", "vv vx", "2i i i", "VectorArithmetic.subtract");
            elements("110100", "vwaddu", "wv wx", "2u 2u u", "VectorArithmetic.add");
            elements("110101", "vwadd", "wv wx", "2i 2i i", "VectorArithmetic.add");
            elements("110110", "vwsubu", "wv wx", "2u 2u u", "VectorArithmetic.subtract");
            elements("110111", "vwsub", "wv wx", "2i 2i i", "VectorArithmetic.subtract");
            single("010010", "00010", "vzext.vf8", "u u/8", "VectorArithmetic.extend");
            single("010010", "00011", "vsext.vf8", "i i/8", "VectorArithmetic.extend");
            single("010010", "00100", "vzext.vf4", "u u/4", "VectorArithmetic.extend");
            single("010010", "00101", "vsext.vf4", "i i/4", "VectorArithmetic.extend");
            single("010010", "00110", "vzext.vf2", "u u/2", "VectorArithmetic.extend");
            single("010010", "00111", "vsext.vf2", "i i/2", "VectorArithmetic.extend");
        }

        private void carriesAndMoves() {
            category = Category.INTEGER;
            elements("010000", "vadc", "vvm vxm vim", "i i i", "VectorArithmetic.addWithCarry");
            elements("010001", "vmadc", "vvm vxm vim", "m u u", "VectorArithmetic.carry");
            unmasked("010001", "vmadc", "vv vx vi", "m u u", "VectorArithmetic.carry");
            elements("010010", "vsbc", "vvm vxm", "i i i", "VectorArithmetic.subtractWithBorrow");
            elements("010011", "vmsbc", "vvm vxm", "m u u", "VectorArithmetic.borrow");
            unmasked("010011", "vmsbc", "vv vx", "m u u", "VectorArithmetic.borrow");
            elements("010111", "vmerge", "vvm vxm vim", "i i i", "VectorArithmetic.merge");
            move("vmv.v.", "v x i", "i i i");
        }

        private void comparisons() {
            category = Category.INTEGER;
            elements("011000", "vmseq", "vv vx vi", "m i i", "VectorArithmetic.equal");
            elements("011001", "vmsne", "vv vx vi", "m i i", "VectorArithmetic.notEqual");
            elements("011010", "vmsltu", "vv vx", "m u u", "VectorArithmetic.lessUnsigned");
            elements("011011", "vmslt", "vv vx", "m i i", "VectorArithmetic.less");
            elements("011100", "vmsleu", "vv vx vi", "m u u", "VectorArithmetic.lessOrEqualUnsigned");
            elements("011101", "vmsle", "vv vx vi", "m i i", "VectorArithmetic.lessOrEqual");
            elements("011110", "vmsgtu", "vx vi", "m u u", "VectorArithmetic.greaterUnsigned");
            elements("011111", "vmsgt", "vx vi", "m i i", "VectorArithmetic.greater");
        }

        private void fixedPoint() {
            category = Category.INTEGER;
            elements("100000", "vsaddu", "vv vx vi", "u u u", "VectorFixedPoint.addUnsigned");
            elements("100001", "vsadd", "vv vx vi", "i i i", "VectorFixedPoint.add");
            elements("100010", "vssubu", "vv vx", "u u u", "VectorFixedPoint.subtractUnsigned");
            elements("100011", "vssub", "vv vx", "i i i", "VectorFixedPoint.subtract");
            elements("100111", "vsmul", "vv vx", "i i i <64", "VectorFixedPoint.multiply");
            elements("101010", "vssrl", "vv vx vu", "u u u", "VectorFixedPoint.shiftRight");
            elements("101011", "vssra", "vv vx vu", "i i i", "VectorFixedPoint.shiftRightArithmetic");
            elements("101110", "vnclipu", "wv wx wu", "u 2u u", "VectorFixedPoint.clipUnsigned");
            elements("101111", "vnclip", "wv wx wu", "i 2i i", "VectorFixedPoint.clip");
            category = Category.MULTIPLICATION;
            elements("001000", "vaaddu", "vv vx", "u u u", "VectorFixedPoint.averageUnsigned");
            elements("001001", "vaadd", "vv vx", "i i i", "VectorFixedPoint.average");
            elements("001010", "vasubu", "vv vx", "u u u", "VectorFixedPoint.halfDifferenceUnsigned");
            elements("001011", "vasub", "vv vx", "i i i", "VectorFixedPoint.halfDifference");
        }

        private void multiplications() {
            category = Category.MULTIPLICATION;
            elements("100000", "vdivu", "vv vx", "u u u", "VectorArithmetic.divideUnsigned");
            elements("100001", "vdiv", "vv vx", "i i i", "VectorArithmetic.divide");
            elements("100010", "vremu", "vv vx", "u u u", "VectorArithmetic.remainderUnsigned");
            elements("100011", "vrem", "vv vx", "i i i", "VectorArithmetic.remainder");
            elements("100100", "vmulhu", "vv vx", "u u u <64", "VectorArithmetic.multiplyHigh");
            elements("100101", "vmul", "vv vx", "i i i", "VectorArithmetic.multiply");
            elements("100110", "vmulhsu", "vv vx", "i i u <64", "VectorArithmetic.multiplyHigh");
            elements("100111", "vmulh", "vv vx", "i i i <64", "VectorArithmetic.multiplyHigh");
            accumulating("101001", "vmadd", "vv vx", "i i i", "VectorArithmetic.multiplyAdd");
            accumulating("101011", "vnmsub", "vv vx", "i i i", "VectorArithmetic.multiplyNegatedAdd");
            accumulating("101101", "vmacc", "vv vx", "i i i", "VectorArithmetic.multiplyAccumulate");
            accumulating("101111", "vnmsac", "vv vx", "i i i", "VectorArithmetic.multiplySubtract");
            elements("111000", "vwmulu", "vv vx", "2u u u", "VectorArithmetic.multiply");
            elements("111010", "vwmulsu", "vv vx", "2i i u", "VectorArithmetic.multiply");
            elements("111011", "vwmul", "vv vx", "2i i i", "VectorArithmetic.multiply");
            accumulating("111100", "vwmaccu", "vv vx", "2u u u", "VectorArithmetic.multiplyAccumulate");
            accumulating("111101", "vwmacc", "vv vx", "2i i i", "VectorArithmetic.multiplyAccumulate");
            accumulating("111110", "vwmaccus", "vx", "2i i u", "VectorArithmetic.multiplyAccumulate");
            accumulating("111111", "vwmaccsu", "vv vx", "2i u i", "VectorArithmetic.multiplyAccumulate");
        }

        private void reductions() {
            category = Category.INTEGER;
            reduction("110000", "vwredsumu", "2u u", "VectorArithmetic.add");
            reduction("110001", "vwredsum", "2i i", "VectorArithmetic.add");
            category = Category.MULTIPLICATION;
            reduction("000000", "vredsum", "i i", "VectorArithmetic.add");
            reduction("000001", "vredand", "i i", "VectorArithmetic.and");
            reduction("000010", "vredor", "i i", "VectorArithmetic.or");
            reduction("000011", "vredxor", "i i", "VectorArithmetic.xor");
            reduction("000100", "vredminu", "u u", "VectorArithmetic.minimumUnsigned");
            reduction("000101", "vredmin", "i i", "VectorArithmetic.minimum");
            reduction("000110", "vredmaxu", "u u", "VectorArithmetic.maximumUnsigned");
            reduction("000111", "vredmax", "i i", "VectorArithmetic.maximum");
            category = Category.FLOAT;
            reduction("000001", "vfredusum", "f f", "VectorFloat.add");
            reduction("000011", "vfredosum", "f f", "VectorFloat.add");
            reduction("000101", "vfredmin", "f f", "VectorFloat.minimum");
            reduction("000111", "vfredmax", "f f", "VectorFloat.maximum");
            reduction("110001", "vfwredusum", "2f f", "VectorFloat.add");
            reduction("110011", "vfwredosum", "2f f", "VectorFloat.add");
        }

        private void floats() {
            category = Category.FLOAT;
            elements("000000", "vfadd", "vv vf", "f f f", "VectorFloat.add");
            elements("000010", "vfsub", "vv vf", "f f f", "VectorFloat.subtract");
            elements("100111", "vfrsub", "vf", "f f f", "VectorFloat.subtractReversed");
            elements("100100", "vfmul", "vv vf", "f f f", "VectorFloat.multiply");
            elements("100000", "vfdiv", "vv vf", "f f f", "VectorFloat.divide");
            elements("100001", "vfrdiv", "vf", "f f f", "VectorFloat.divideReversed");
            elements("000100", "vfmin", "vv vf", "f f f", "VectorFloat.minimum");
            elements("000110", "vfmax", "vv vf", "f f f", "VectorFloat.maximum");
            elements("001000", "vfsgnj", "vv vf", "f f f", "VectorFloat.copySign");
            elements("001001", "vfsgnjn", "vv vf", "f f f", "VectorFloat.copyNegatedSign");
            elements("001010", "vfsgnjx", "vv vf", "f f f", "VectorFloat.multiplySign");
            accumulating("101000", "vfmadd", "vv vf", "f f f", "VectorFloat.multiplyAdd");
            accumulating("101001", "vfnmadd", "vv vf", "f f f", "VectorFloat.negatedMultiplySubtract");
            accumulating("101010", "vfmsub", "vv vf", "f f f", "VectorFloat.multiplySubtract");
            accumulating("101011", "vfnmsub", "vv vf", "f f f", "VectorFloat.negatedMultiplyAdd");
            accumulating("101100", "vfmacc", "vv vf", "f f f", "VectorFloat.accumulate");
            accumulating("101101", "vfnmacc", "vv vf", "f f f", "VectorFloat.negatedAccumulate");
            accumulating("101110", "vfmsac", "vv vf", "f f f", "VectorFloat.accumulateNegated");
            accumulating("101111", "vfnmsac", "vv vf", "f f f", "VectorFloat.accumulateNegatedProduct");
            elements("011000", "vmfeq", "vv vf", "m f f", "VectorFloat.equal");
            elements("011001", "vmfle", "vv vf", "m f f", "VectorFloat.lessOrEqual");
            elements("011011", "vmflt", "vv vf", "m f f", "VectorFloat.less");
            elements("011100", "vmfne", "vv vf", "m f f", "VectorFloat.notEqual");
            elements("011101", "vmfgt", "vf", "m f f", "VectorFloat.greater");
            elements("011111", "vmfge", "vf", "m f f", "VectorFloat.greaterOrEqual");
            elements("010111", "vfmerge", "vfm", "f f f", "VectorArithmetic.merge");
            move("vfmv.v.", "f", "f f f");
            single("010011", "00000", "vfsqrt.v", "f f", "VectorFloat.squareRoot");
            single("010011", "00100", "vfrsqrt7.v", "f f", "VectorFloat.estimateReciprocalRoot");
            single("010011", "00101", "vfrec7.v", "f f", "VectorFloat.estimateReciprocal");
            single("010011", "10000", "vfclass.v", "f f", "VectorFloat.classify");
            // Double precision does not exist here: these shapes fit no width, and the instructions trap.
            elements("110000", "vfwadd", "vv vf", "2f f f", "VectorFloat.add");
            elements("110010", "vfwsub", "vv vf", "2f f f", "VectorFloat.subtract");
            elements("110100", "vfwadd", "wv wf", "2f 2f f", "VectorFloat.add");
            elements("110110", "vfwsub", "wv wf", "2f 2f f", "VectorFloat.subtract");
            elements("111000", "vfwmul", "vv vf", "2f f f", "VectorFloat.multiply");
            accumulating("111100", "vfwmacc", "vv vf", "2f f f", "VectorFloat.accumulate");
            accumulating("111101", "vfwnmacc", "vv vf", "2f f f", "VectorFloat.negatedAccumulate");
            accumulating("111110", "vfwmsac", "vv vf", "2f f f", "VectorFloat.accumulateNegated");
            accumulating("111111", "vfwnmsac", "vv vf", "2f f f", "VectorFloat.accumulateNegatedProduct");
        }

        private void floatConversions() {
            category = Category.FLOAT;
            single("010010", "00000", "vfcvt.xu.f.v", "u f", "VectorFloat.toUnsigned");
            single("010010", "00001", "vfcvt.x.f.v", "i f", "VectorFloat.toSigned");
            single("010010", "00010", "vfcvt.f.xu.v", "f u", "VectorFloat.fromUnsigned");
            single("010010", "00011", "vfcvt.f.x.v", "f i", "VectorFloat.fromSigned");
            single("010010", "00110", "vfcvt.rtz.xu.f.v", "u f", "VectorFloat.truncateToUnsigned");
            single("010010", "00111", "vfcvt.rtz.x.f.v", "i f", "VectorFloat.truncateToSigned");
            single("010010", "01000", "vfwcvt.xu.f.v", "2u f", "VectorFloat.toWideUnsigned");
            single("010010", "01001", "vfwcvt.x.f.v", "2i f", "VectorFloat.toWideSigned");
            single("010010", "01010", "vfwcvt.f.xu.v", "2f u", "VectorFloat.fromUnsigned");
            single("010010", "01011", "vfwcvt.f.x.v", "2f i", "VectorFloat.fromSigned");
            single("010010", "01100", "vfwcvt.f.f.v", "2f f", "VectorArithmetic.extend");
            single("010010", "01110", "vfwcvt.rtz.xu.f.v", "2u f", "VectorFloat.truncateToWideUnsigned");
            single("010010", "01111", "vfwcvt.rtz.x.f.v", "2i f", "VectorFloat.truncateToWideSigned");
            single("010010", "10000", "vfncvt.xu.f.w", "u 2f", "VectorFloat.toUnsigned");
            single("010010", "10001", "vfncvt.x.f.w", "i 2f", "VectorFloat.toSigned");
            single("010010", "10010", "vfncvt.f.xu.w", "f 2u", "VectorFloat.fromUnsigned");
            single("010010", "10011", "vfncvt.f.x.w", "f 2i", "VectorFloat.fromSigned");
            single("010010", "10100", "vfncvt.f.f.w", "f 2f", "VectorArithmetic.extend");
            single("010010", "10101", "vfncvt.rod.f.f.w", "f 2f", "VectorArithmetic.extend");
            single("010010", "10110", "vfncvt.rtz.xu.f.w", "u 2f", "VectorFloat.truncateToUnsigned");
            single("010010", "10111", "vfncvt.rtz.x.f.w", "i 2f", "VectorFloat.truncateToSigned");
        }

        private void masks() {
            logical("011000", "vmandn.mm", "vmandnot.mm", "VectorMasks.andNot");
            logical("011001", "vmand.mm", "vmand.mm", "VectorMasks.and");
            logical("011010", "vmor.mm", "vmor.mm", "VectorMasks.or");
            logical("011011", "vmxor.mm", "vmxor.mm", "VectorMasks.xor");
            logical("011100", "vmorn.mm", "vmornot.mm", "VectorMasks.orNot");
            logical("011101", "vmnand.mm", "vmnand.mm", "VectorMasks.nand");
            logical("011110", "vmnor.mm", "vmnor.mm", "VectorMasks.nor");
            logical("011111", "vmxnor.mm", "vmxnor.mm", "VectorMasks.xnor");
            whole("010000vmmmmm10000010ddddd", "vcpop.m", "<rd>, <vs2><vm>", "VectorMasks.population");
            whole("010000vmmmmm10001010ddddd", "vfirst.m", "<rd>, <vs2><vm>", "VectorMasks.first");
            whole("010100vmmmmm00001010ddddd", "vmsbf.m", "<vd>, <vs2><vm>", "VectorMasks.setBeforeFirst");
            whole("010100vmmmmm00010010ddddd", "vmsof.m", "<vd>, <vs2><vm>", "VectorMasks.setOnlyFirst");
            whole("010100vmmmmm00011010ddddd", "vmsif.m", "<vd>, <vs2><vm>", "VectorMasks.setIncludingFirst");
            whole("010100vmmmmm10000010ddddd", "viota.m", "<vd>, <vs2><vm>", "VectorMasks.iota");
            whole("010100v0000010001010ddddd", "vid.v", "<vd><vm>", "VectorMasks.index");
        }

        private void permutations() {
            whole("0100001mmmmm00000010ddddd", "vmv.x.s", "<rd>, <vs2>", "VectorPermutation.moveToInteger");
            whole("010000100000nnnnn110ddddd", "vmv.s.x", "<vd>, <rs1>", "VectorPermutation.moveFromInteger");
            whole("0100001mmmmm00000001ddddd", "vfmv.f.s", "<fd>, <vs2>", "VectorPermutation.moveToFloat");
            whole("010000100000nnnnn101ddddd", "vfmv.s.f", "<vd>, <fs1>", "VectorPermutation.moveFromFloat");
            for (int registers = 1; registers <= 8; registers *= 2) {
                String pattern = "1001111mmmmm" + binary(registers - 1, 5) + "011ddddd";
                whole(pattern, "vmv" + registers + "r.v", "<vd>, <vs2>", "VectorPermutation.moveWhole");
            }
            String vector = "<vd>, <vs2>, <vs1><vm>";
            String scalar = "<vd>, <vs2>, <rs1><vm>";
            String floating = "<vd>, <vs2>, <fs1><vm>";
            String immediate = "<vd>, <vs2>, <uimm5><vm>";
            whole("001110vmmmmmnnnnn100ddddd", "vslideup.vx", scalar, "VectorPermutation.slideUpByRegister");
            whole("001110vmmmmmnnnnn011ddddd", "vslideup.vi", immediate, "VectorPermutation.slideUpByImmediate");
            whole("001111vmmmmmnnnnn100ddddd", "vslidedown.vx", scalar, "VectorPermutation.slideDownByRegister");
            whole("001111vmmmmmnnnnn011ddddd", "vslidedown.vi", immediate, "VectorPermutation.slideDownByImmediate");
            whole("001110vmmmmmnnnnn110ddddd", "vslide1up.vx", scalar, "VectorPermutation.slide1Up");
            whole("001111vmmmmmnnnnn110ddddd", "vslide1down.vx", scalar, "VectorPermutation.slide1Down");
            whole("001110vmmmmmnnnnn101ddddd", "vfslide1up.vf", floating, "VectorPermutation.floatSlide1Up");
            whole("001111vmmmmmnnnnn101ddddd", "vfslide1down.vf", floating, "VectorPermutation.floatSlide1Down");
            whole("001100vmmmmmnnnnn000ddddd", "vrgather.vv", vector, "VectorPermutation.gather");
            whole("001110vmmmmmnnnnn000ddddd", "vrgatherei16.vv", vector, "VectorPermutation.gather16");
            whole("001100vmmmmmnnnnn100ddddd", "vrgather.vx", scalar, "VectorPermutation.gatherByRegister");
            whole("001100vmmmmmnnnnn011ddddd", "vrgather.vi", immediate, "VectorPermutation.gatherByImmediate");
            whole("0101111mmmmmnnnnn010ddddd", "vcompress.vm", "<vd>, <vs2>, <vs1>", "VectorPermutation.compress");
        }

        /** Adds rows that apply a method to elements; forms that end in {@code m} take v0 as an operand. */
        private void elements(String funct6, String name, String forms, String shape, String method) {
            for (String form : forms.split(" ", -1)) {
                boolean selects = form.endsWith("m");
                String masking = selects ? SELECTING : ANY_MASKING;
                String operands = "<vd>, <vs2>, " + operand(form.charAt(1)) + (selects ? ", v0" : "<vm>");
                form(funct6, masking, "mmmmm", name + "." + form, operands, shape, method);
            }
        }

        /** Adds rows that have no masked encoding. */
        private void unmasked(String funct6, String name, String forms, String shape, String method) {
            for (String form : forms.split(" ", -1)) {
                String operands = "<vd>, <vs2>, " + operand(form.charAt(1));
                form(funct6, UNMASKED, "mmmmm", name + "." + form, operands, shape, method);
            }
        }

        /** Adds rows that read the destination, which assembly writes with vs1 before vs2. */
        private void accumulating(String funct6, String name, String forms, String shape, String method) {
            for (String form : forms.split(" ", -1)) {
                String operands = "<vd>, " + operand(form.charAt(1)) + ", <vs2><vm>";
                form(funct6, ANY_MASKING, "mmmmm", name + "." + form, operands, shape, method);
            }
        }

        private void move(String name, String sources, String shape) {
            for (String source : sources.split(" ", -1)) {
                String operands = "<vd>, " + operand(source.charAt(0));
                form("010111", UNMASKED, "00000", name + source, operands, shape, "VectorArithmetic.move");
            }
        }

        private void form(
                String funct6, String masking, String vs2, String name, String operands, String shape, String method) {
            int dot = name.lastIndexOf('.');
            String form = name.substring(dot + 1);
            char source = form.length() == 1 ? form.charAt(0) : form.charAt(1);
            String mnemonic = name.substring(0, dot + 1) + form.replace('u', 'i');
            String pattern = funct6 + masking + vs2 + "nnnnn" + funct3(source) + "ddddd" + OPCODE;
            boolean selects = masking.equals(SELECTING);
            loop(pattern, mnemonic, operands, ElementLoop.class, method, shape, source(source), selects);
        }

        /** Adds a row with one source; the place of vs1 tells it apart. */
        private void single(String funct6, String vs1, String mnemonic, String shape, String method) {
            String pattern = funct6 + "vmmmmm" + vs1 + category.vector + "ddddd" + OPCODE;
            loop(pattern, mnemonic, "<vd>, <vs2><vm>", ElementLoop.class, method, shape, Source.NONE, false);
        }

        private void reduction(String funct6, String name, String shape, String method) {
            String mnemonic = name + ".vs";
            String pattern = funct6 + "vmmmmmnnnnn" + category.vector + "ddddd" + OPCODE;
            String operands = "<vd>, <vs2>, <vs1><vm>";
            loop(pattern, mnemonic, operands, ReductionLoop.class, method, shape, Source.VECTOR, false);
        }

        private void loop(
                String pattern,
                String mnemonic,
                String operands,
                Class<? extends VectorOperation> loop,
                String method,
                String shape,
                Source source,
                boolean selects) {
            ElementShape parsed = ElementShape.parse(shape);
            add(
                    pattern,
                    mnemonic,
                    operands,
                    mnemonic,
                    mnemonic,
                    ElementOperation.facts(parsed, source),
                    () -> new ElementOperation(loop, method, parsed, source, selects));
        }

        private void logical(String funct6, String mnemonic, String renodeName, String method) {
            String pattern = funct6 + "1mmmmmnnnnn" + Category.MULTIPLICATION.vector + "ddddd" + OPCODE;
            call(pattern, mnemonic, "<vd>, <vs2>, <vs1>", renodeName, method);
        }

        private void whole(String pattern, String mnemonic, String operands, String method) {
            call(pattern + OPCODE, mnemonic, operands, mnemonic, method);
        }

        /** Adds a row that a method of its own executes. */
        private void call(String pattern, String mnemonic, String operands, String renodeName, String method) {
            Facts facts = SemanticFacts.TABLE.of(method);
            add(pattern, mnemonic, operands, renodeName, method, facts, () -> new MethodCall(method));
        }

        /** Adds a row; those of one key do the same. */
        private void add(
                String pattern,
                String mnemonic,
                String operands,
                String renodeName,
                String key,
                Facts facts,
                Supplier<VectorOperation> operation) {
            rows.row(pattern, mnemonic, operands, SemanticReference.parse(PREFIX + key), renodeName, facts);
            operations.computeIfAbsent(PREFIX + key, absent -> operation.get());
        }

        private String funct3(char source) {
            return switch (source) {
                case 'v' -> category.vector;
                case 'i', 'u' -> IMMEDIATE;
                default -> category.scalar;
            };
        }

        private static Source source(char source) {
            return switch (source) {
                case 'v' -> Source.VECTOR;
                case 'i' -> Source.SIGNED_IMMEDIATE;
                case 'u' -> Source.UNSIGNED_IMMEDIATE;
                case 'x' -> Source.INTEGER_REGISTER;
                default -> Source.FLOAT_REGISTER;
            };
        }

        private static String operand(char source) {
            return switch (source) {
                case 'v' -> "<vs1>";
                case 'i' -> "<simm5>";
                case 'u' -> "<uimm5>";
                case 'x' -> "<rs1>";
                default -> "<fs1>";
            };
        }

        private static String binary(int value, int digits) {
            return Integer.toBinaryString(1 << digits | value).substring(1);
        }
    }
}

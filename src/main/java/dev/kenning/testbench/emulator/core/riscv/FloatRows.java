package dev.kenning.testbench.emulator.core.riscv;

/**
 * Adds the rows that every floating-point format has (Unprivileged ISA, 20 and 21).
 *
 * @param format the two bits that tell formats apart
 * @param letter the format in mnemonics
 * @param name the format in the names of semantic classes
 */
record FloatRows(Rows rows, String format, String letter, String name) {

    void add() {
        fused("00", "fmadd", "multiplyAdd");
        fused("01", "fmsub", "multiplySubtract");
        fused("10", "fnmsub", "negatedMultiplySubtract");
        fused("11", "fnmadd", "negatedMultiplyAdd");
        rounded("00000", "fadd", "add");
        rounded("00001", "fsub", "subtract");
        rounded("00010", "fmul", "multiply");
        rounded("00011", "fdiv", "divide");
        arithmetic("01011" + format + "00000 nnnnn rrr", "fsqrt", "<fd>, <fs1><rm>", "squareRoot");
        exact("00100", "000", "fsgnj", "<fd>, <fs1>, <fs2>", "injectSign");
        exact("00100", "001", "fsgnjn", "<fd>, <fs1>, <fs2>", "injectNegatedSign");
        exact("00100", "010", "fsgnjx", "<fd>, <fs1>, <fs2>", "injectXorOfSigns");
        exact("00101", "000", "fmin", "<fd>, <fs1>, <fs2>", "minimum");
        exact("00101", "001", "fmax", "<fd>, <fs1>, <fs2>", "maximum");
        exact("10100", "010", "feq", "<rd>, <fs1>, <fs2>", "equal");
        exact("10100", "001", "flt", "<rd>, <fs1>, <fs2>", "less");
        exact("10100", "000", "fle", "<rd>, <fs1>, <fs2>", "lessOrEqual");
        arithmetic("11100" + format + "00000 nnnnn 001", "fclass", "<rd>, <fs1>", "classify");
        conversions("00000", "w", "Word");
        conversions("00001", "wu", "UnsignedWord");
        rows.xlen(Xlen.RV64);
        conversions("00010", "l", "Doubleword");
        conversions("00011", "lu", "UnsignedDoubleword");
    }

    private void fused(String code, String mnemonic, String method) {
        rows.row(
                "aaaaa" + format + "mmmmm nnnnn rrr ddddd 100" + code + "11",
                mnemonic + "." + letter,
                "<fd>, <fs1>, <fs2>, <fs3><rm>",
                name + "Arithmetic." + method);
    }

    private void rounded(String code, String mnemonic, String method) {
        arithmetic(code + format + "mmmmm nnnnn rrr", mnemonic, "<fd>, <fs1>, <fs2><rm>", method);
    }

    private void exact(String code, String function, String mnemonic, String operands, String method) {
        arithmetic(code + format + "mmmmm nnnnn " + function, mnemonic, operands, method);
    }

    private void arithmetic(String pattern, String mnemonic, String operands, String method) {
        rows.row(pattern + " ddddd 1010011", mnemonic + "." + letter, operands, name + "Arithmetic." + method);
    }

    private void conversions(String code, String integer, String width) {
        conversion("11000" + format + code, integer + "." + letter, "<rd>, <fs1><rm>", "to" + width);
        conversion("11010" + format + code, letter + "." + integer, "<fd>, <rs1><rm>", "from" + width);
    }

    private void conversion(String pattern, String mnemonic, String operands, String method) {
        rows.row(pattern + " nnnnn rrr ddddd 1010011", "fcvt." + mnemonic, operands, name + "Conversion." + method);
    }
}

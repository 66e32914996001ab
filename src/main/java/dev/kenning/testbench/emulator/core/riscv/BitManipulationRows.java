package dev.kenning.testbench.emulator.core.riscv;

/** Adds the rows of bit manipulation (RISC-V Bit-Manipulation ISA-extensions 1.0.0). */
record BitManipulationRows(Rows rows) {

    private static final String REGISTERS = "0110011";
    private static final String WORDS = "0111011";
    private static final String IMMEDIATE = "0010011";
    private static final String WORD_IMMEDIATE = "0011011";

    void add() {
        addresses();
        basics();
        multiplications();
        singleBits();
    }

    private void addresses() {
        rows.extension(Extension.ZBA).xlen(Xlen.RV32);
        binary("0010000", "010", REGISTERS, "sh1add", "shift1AddWord");
        binary("0010000", "100", REGISTERS, "sh2add", "shift2AddWord");
        binary("0010000", "110", REGISTERS, "sh3add", "shift3AddWord");
        rows.xlen(Xlen.RV64);
        binary("0010000", "010", REGISTERS, "sh1add", "shift1Add");
        binary("0010000", "100", REGISTERS, "sh2add", "shift2Add");
        binary("0010000", "110", REGISTERS, "sh3add", "shift3Add");
        binary("0000100", "000", WORDS, "add.uw", "addUnsignedWord");
        binary("0010000", "010", WORDS, "sh1add.uw", "shift1AddUnsignedWord");
        binary("0010000", "100", WORDS, "sh2add.uw", "shift2AddUnsignedWord");
        binary("0010000", "110", WORDS, "sh3add.uw", "shift3AddUnsignedWord");
        shift("000010i iiiii", "001", WORD_IMMEDIATE, "slli.uw", "shiftLeftUnsignedWord");
    }

    private void basics() {
        rows.extension(Extension.ZBB);
        binary("0100000", "111", REGISTERS, "andn", "andNot");
        binary("0100000", "110", REGISTERS, "orn", "orNot");
        binary("0100000", "100", REGISTERS, "xnor", "xorNot");
        binary("0000101", "110", REGISTERS, "max", "maximum");
        binary("0000101", "111", REGISTERS, "maxu", "maximumUnsigned");
        binary("0000101", "100", REGISTERS, "min", "minimum");
        binary("0000101", "101", REGISTERS, "minu", "minimumUnsigned");
        unary("0110000 00100", "001", IMMEDIATE, "sext.b", "extendByte");
        unary("0110000 00101", "001", IMMEDIATE, "sext.h", "extendHalf");
        rows.xlen(Xlen.RV32);
        unary("0000100 00000", "100", REGISTERS, "zext.h", "zeroExtendHalf");
        unary("0110000 00000", "001", IMMEDIATE, "clz", "countLeadingZerosWord");
        unary("0110000 00001", "001", IMMEDIATE, "ctz", "countTrailingZerosWord");
        unary("0110000 00010", "001", IMMEDIATE, "cpop", "countOnesWord");
        unary("0010100 00111", "101", IMMEDIATE, "orc.b", "combineBytesWord");
        unary("0110100 11000", "101", IMMEDIATE, "rev8", "reverseBytesWord");
        binary("0110000", "001", REGISTERS, "rol", "rotateLeftWord");
        binary("0110000", "101", REGISTERS, "ror", "rotateRightWord");
        shift("0110000 iiiii", "101", IMMEDIATE, "rori", "rotateRightImmediateWord");
        rows.xlen(Xlen.RV64);
        unary("0000100 00000", "100", WORDS, "zext.h", "zeroExtendHalf");
        unary("0110000 00000", "001", IMMEDIATE, "clz", "countLeadingZeros");
        unary("0110000 00001", "001", IMMEDIATE, "ctz", "countTrailingZeros");
        unary("0110000 00010", "001", IMMEDIATE, "cpop", "countOnes");
        unary("0110000 00000", "001", WORD_IMMEDIATE, "clzw", "countLeadingZerosWord");
        unary("0110000 00001", "001", WORD_IMMEDIATE, "ctzw", "countTrailingZerosWord");
        unary("0110000 00010", "001", WORD_IMMEDIATE, "cpopw", "countOnesWord");
        unary("0010100 00111", "101", IMMEDIATE, "orc.b", "combineBytes");
        unary("0110101 11000", "101", IMMEDIATE, "rev8", "reverseBytes");
        binary("0110000", "001", REGISTERS, "rol", "rotateLeft");
        binary("0110000", "101", REGISTERS, "ror", "rotateRight");
        shift("011000i iiiii", "101", IMMEDIATE, "rori", "rotateRightImmediate");
        binary("0110000", "001", WORDS, "rolw", "rotateLeftWord");
        binary("0110000", "101", WORDS, "rorw", "rotateRightWord");
        shift("0110000 iiiii", "101", WORD_IMMEDIATE, "roriw", "rotateRightImmediateWord");
    }

    private void multiplications() {
        rows.extension(Extension.ZBC).xlen(Xlen.RV32);
        binary("0000101", "001", REGISTERS, "clmul", "multiplyCarrylessWord");
        binary("0000101", "011", REGISTERS, "clmulh", "multiplyCarrylessHighWord");
        binary("0000101", "010", REGISTERS, "clmulr", "multiplyCarrylessReversedWord");
        rows.xlen(Xlen.RV64);
        binary("0000101", "001", REGISTERS, "clmul", "multiplyCarryless");
        binary("0000101", "011", REGISTERS, "clmulh", "multiplyCarrylessHigh");
        binary("0000101", "010", REGISTERS, "clmulr", "multiplyCarrylessReversed");
    }

    private void singleBits() {
        rows.extension(Extension.ZBS).xlen(Xlen.RV32);
        bit("0100100", "001", "bclr", "clearBit", "Word");
        bit("0100100", "101", "bext", "extractBit", "Word");
        bit("0110100", "001", "binv", "invertBit", "Word");
        bit("0010100", "001", "bset", "setBit", "Word");
        rows.xlen(Xlen.RV64);
        bit("0100100", "001", "bclr", "clearBit", "");
        bit("0100100", "101", "bext", "extractBit", "");
        bit("0110100", "001", "binv", "invertBit", "");
        bit("0010100", "001", "bset", "setBit", "");
    }

    private void bit(String high, String code, String mnemonic, String method, String width) {
        binary(high, code, REGISTERS, mnemonic, method + width);
        String immediate = width.isEmpty() ? high.substring(0, 6) + "i iiiii" : high + " iiiii";
        shift(immediate, code, IMMEDIATE, mnemonic + "i", method + "Immediate" + width);
    }

    private void binary(String high, String code, String opcode, String mnemonic, String method) {
        row(high + " mmmmm nnnnn " + code + " ddddd " + opcode, mnemonic, "<rd>, <rs1>, <rs2>", method);
    }

    private void unary(String high, String code, String opcode, String mnemonic, String method) {
        row(high + " nnnnn " + code + " ddddd " + opcode, mnemonic, "<rd>, <rs1>", method);
    }

    private void shift(String high, String code, String opcode, String mnemonic, String method) {
        row(high + " nnnnn " + code + " ddddd " + opcode, mnemonic, "<rd>, <rs1>, <shift>", method);
    }

    /** Renode's counters know none of them. */
    private void row(String pattern, String mnemonic, String operands, String method) {
        rows.row(pattern, mnemonic, operands, "BitManipulation." + method, "");
    }
}

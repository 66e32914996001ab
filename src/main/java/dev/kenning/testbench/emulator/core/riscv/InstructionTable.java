package dev.kenning.testbench.emulator.core.riscv;

import java.util.List;

/**
 * Lists the instructions of RV32IMAFDC and RV64IMAFDC with V, Zba, Zbb, Zbc, Zbs and Zfh, one row each.
 *
 * <p>From a row come its decoding, its text, its counter and its place in the interpreter. Encodings are those of the
 * RISC-V Unprivileged ISA (instruction set listings) and, of the system instructions, the Privileged ISA. Registers hold
 * 32-bit values sign-extended, so RV32's arithmetic is that of RV64's word instructions and shares their semantic
 * methods. Where the patterns of two rows overlap, the narrower one wins; {@code InstructionTableTest} holds that this
 * always decides.
 */
final class InstructionTable {

    private static final List<Instruction> ROWS = build();

    private InstructionTable() {}

    /** Returns every row; the place in the list is {@link Instruction#index()}. */
    static List<Instruction> rows() {
        return ROWS;
    }

    private static List<Instruction> build() {
        Rows rows = new Rows();
        system(rows.extension(Extension.I));
        upperImmediates(rows);
        branches(rows);
        loadsAndStores(rows);
        integerArithmetic(rows);
        wordArithmetic(rows.xlen(Xlen.RV64));
        multiplications(rows.extension(Extension.M));
        atomics(rows.extension(Extension.A));
        floats(rows.extension(Extension.F));
        doubles(rows.extension(Extension.D));
        compressed(rows.extension(Extension.C));
        compressed32(rows.xlen(Xlen.RV32));
        compressed64(rows.xlen(Xlen.RV64));
        compressedDoubles(rows.extension(Extension.D));
        new BitManipulationRows(rows).add();
        halves(rows.extension(Extension.ZFH));
        VectorInstructions.addTo(rows);
        return rows.toList();
    }

    private static void system(Rows rows) {
        rows.row("0000 0000 0000 0000 0000 0000 0111 0011", "ecall", "", "SystemInstructions.environmentCall");
        rows.row("0000 0000 0001 0000 0000 0000 0111 0011", "ebreak", "", "SystemInstructions.breakpoint");
        rows.row("0011 0000 0010 0000 0000 0000 0111 0011", "mret", "", "SystemInstructions.machineReturn");
        rows.row("0001 0000 0101 0000 0000 0000 0111 0011", "wfi", "", "SystemInstructions.waitForInterrupt");
        rows.row("0001 0000 0010 0000 0000 0000 0111 0011", "sret", "", "SystemInstructions.supervisorReturn");
        // Renode counts this one, too; here there is no debug mode.
        rows.row("0111 1011 0010 0000 0000 0000 0111 0011", "dret", "", "SystemInstructions.illegal");
        rows.row(
                "0001 001m mmmm nnnn n000 0000 0111 0011",
                "sfence.vma",
                "<rs1>, <rs2>",
                "SystemInstructions.fenceTranslation");
        rows.row("---- ---- ---- ---- -000 ---- -000 1111", "fence", "<fence>", "Arithmetic.nop");
        rows.row("---- ---- ---- ---- -001 ---- -000 1111", "fence.i", "", "SystemInstructions.fetchAnew");
        csr(rows, "001", "csrrw", "readWrite");
        csr(rows, "010", "csrrs", "readSet");
        csr(rows, "011", "csrrc", "readClear");
    }

    private static void csr(Rows rows, String code, String mnemonic, String method) {
        rows.row(
                "iiii iiii iiii nnnn n" + code + " dddd d111 0011",
                mnemonic,
                "<rd>, <csr>, <rs1>",
                "CsrInstructions." + method);
        rows.row(
                "iiii iiii iiii nnnn n1" + code.substring(1) + " dddd d111 0011",
                mnemonic + "i",
                "<rd>, <csr>, <uimm>",
                "CsrInstructions." + method + "Immediate");
    }

    private static void upperImmediates(Rows rows) {
        rows.row("iiii iiii iiii iiii iiii dddd d011 0111", "lui", "<rd>, <upper>", "Arithmetic.loadImmediate");
        String auipc = "iiii iiii iiii iiii iiii dddd d001 0111";
        rows.xlen(Xlen.RV32).row(auipc, "auipc", "<rd>, <pcupper>", "Arithmetic.loadImmediate");
        rows.xlen(Xlen.RV64).row(auipc, "auipc", "<rd>, <upper>", "Arithmetic.addToProgramCounter");
        rows.xlen(Xlen.ANY);
    }

    private static void branches(Rows rows) {
        rows.row("iiii iiii iiii iiii iiii dddd d110 1111", "jal", "<rd>, <jump>", "Branches.jumpAndLink");
        rows.row("iiii iiii iiii iiii iiii 0000 0110 1111", "jal", "<rd>, <jump>", "Branches.jump");
        rows.row(
                "iiii iiii iiii nnnn n000 dddd d110 0111",
                "jalr",
                "<rd>, <imm>(<rs1>)",
                "Branches.jumpRegisterAndLink");
        branch(rows, "000", "beq", "equal");
        branch(rows, "001", "bne", "notEqual");
        branch(rows, "100", "blt", "less");
        branch(rows, "101", "bge", "greaterOrEqual");
        branch(rows, "110", "bltu", "lessUnsigned");
        branch(rows, "111", "bgeu", "greaterOrEqualUnsigned");
    }

    private static void branch(Rows rows, String code, String mnemonic, String method) {
        rows.row(
                "iiii iiim mmmm nnnn n" + code + " iiii i110 0011",
                mnemonic,
                "<rs1>, <rs2>, <branch>",
                "Branches." + method);
    }

    private static void loadsAndStores(Rows rows) {
        load(rows, "000", "lb", "loadByte");
        load(rows, "001", "lh", "loadHalf");
        load(rows, "010", "lw", "loadWord");
        load(rows, "100", "lbu", "loadUnsignedByte");
        load(rows, "101", "lhu", "loadUnsignedHalf");
        store(rows, "000", "sb", "storeByte");
        store(rows, "001", "sh", "storeHalf");
        store(rows, "010", "sw", "storeWord");
        rows.xlen(Xlen.RV64);
        load(rows, "011", "ld", "loadDouble");
        load(rows, "110", "lwu", "loadUnsignedWord");
        store(rows, "011", "sd", "storeDouble");
        rows.xlen(Xlen.ANY);
    }

    private static void load(Rows rows, String code, String mnemonic, String method) {
        rows.row(
                "iiii iiii iiii nnnn n" + code + " dddd d000 0011",
                mnemonic,
                "<rd>, <imm>(<rs1>)",
                "LoadStore." + method);
    }

    private static void store(Rows rows, String code, String mnemonic, String method) {
        rows.row(
                "iiii iiim mmmm nnnn n" + code + " iiii i010 0011",
                mnemonic,
                "<rs2>, <store>(<rs1>)",
                "LoadStore." + method);
    }

    private static void integerArithmetic(Rows rows) {
        immediate(rows, "010", "slti", "lessImmediate");
        immediate(rows, "011", "sltiu", "lessUnsignedImmediate");
        immediate(rows, "100", "xori", "xorImmediate");
        immediate(rows, "110", "ori", "orImmediate");
        immediate(rows, "111", "andi", "andImmediate");
        register(rows, "000 0000", "010", "slt", "less");
        register(rows, "000 0000", "011", "sltu", "lessUnsigned");
        register(rows, "000 0000", "100", "xor", "xor");
        register(rows, "000 0000", "110", "or", "or");
        register(rows, "000 0000", "111", "and", "and");
        rows.xlen(Xlen.RV32);
        immediate(rows, "000", "addi", "addImmediateWord");
        // Renode has no pattern for these shifts on RV32.
        shiftWord(rows, "000 0000", "001", "slli", "shiftLeftImmediateWord", "0010011", "");
        shiftWord(rows, "000 0000", "101", "srli", "shiftRightImmediateWord", "0010011", "");
        shiftWord(rows, "010 0000", "101", "srai", "shiftArithmeticRightImmediateWord", "0010011", "");
        register(rows, "000 0000", "000", "add", "addWord");
        register(rows, "010 0000", "000", "sub", "subWord");
        register(rows, "000 0000", "001", "sll", "shiftLeftWord");
        register(rows, "000 0000", "101", "srl", "shiftRightWord");
        register(rows, "010 0000", "101", "sra", "shiftArithmeticRightWord");
        rows.xlen(Xlen.RV64);
        immediate(rows, "000", "addi", "addImmediate");
        shift(rows, "0000 00", "001", "slli", "shiftLeftImmediate");
        shift(rows, "0000 00", "101", "srli", "shiftRightImmediate");
        shift(rows, "0100 00", "101", "srai", "shiftArithmeticRightImmediate");
        register(rows, "000 0000", "000", "add", "add");
        register(rows, "010 0000", "000", "sub", "sub");
        register(rows, "000 0000", "001", "sll", "shiftLeft");
        register(rows, "000 0000", "101", "srl", "shiftRight");
        register(rows, "010 0000", "101", "sra", "shiftArithmeticRight");
    }

    private static void wordArithmetic(Rows rows) {
        rows.row(
                "iiii iiii iiii nnnn n000 dddd d001 1011",
                "addiw",
                "<rd>, <rs1>, <imm>",
                "Arithmetic.addImmediateWord");
        shiftWord(rows, "000 0000", "001", "slliw", "shiftLeftImmediateWord", "0011011", "slliw");
        shiftWord(rows, "000 0000", "101", "srliw", "shiftRightImmediateWord", "0011011", "srliw");
        shiftWord(rows, "010 0000", "101", "sraiw", "shiftArithmeticRightImmediateWord", "0011011", "sraiw");
        word(rows, "000 0000", "000", "addw", "Arithmetic.addWord");
        word(rows, "010 0000", "000", "subw", "Arithmetic.subWord");
        word(rows, "000 0000", "001", "sllw", "Arithmetic.shiftLeftWord");
        word(rows, "000 0000", "101", "srlw", "Arithmetic.shiftRightWord");
        word(rows, "010 0000", "101", "sraw", "Arithmetic.shiftArithmeticRightWord");
    }

    private static void immediate(Rows rows, String code, String mnemonic, String method) {
        rows.row(
                "iiii iiii iiii nnnn n" + code + " dddd d001 0011",
                mnemonic,
                "<rd>, <rs1>, <imm>",
                "Arithmetic." + method);
    }

    private static void register(Rows rows, String high, String code, String mnemonic, String method) {
        binary(rows, high, code, "0110011", mnemonic, "Arithmetic." + method);
    }

    private static void word(Rows rows, String high, String code, String mnemonic, String semantics) {
        binary(rows, high, code, "0111011", mnemonic, semantics);
    }

    private static void binary(Rows rows, String high, String code, String opcode, String mnemonic, String semantics) {
        rows.row(high + "m mmmm nnnn n" + code + " dddd d" + opcode, mnemonic, "<rd>, <rs1>, <rs2>", semantics);
    }

    private static void shift(Rows rows, String high, String code, String mnemonic, String method) {
        rows.row(
                high + "ii iiii nnnn n" + code + " dddd d001 0011",
                mnemonic,
                "<rd>, <rs1>, <shift>",
                "Arithmetic." + method);
    }

    private static void shiftWord(
            Rows rows, String high, String code, String mnemonic, String method, String opcode, String renodeName) {
        rows.row(
                high + "i iiii nnnn n" + code + " dddd d" + opcode,
                mnemonic,
                "<rd>, <rs1>, <shift>",
                "Arithmetic." + method,
                renodeName);
    }

    private static void multiplications(Rows rows) {
        String high = "000 0001";
        rows.xlen(Xlen.RV32);
        multiplication(rows, "000", "mul", "multiplyWord");
        multiplication(rows, "001", "mulh", "multiplyHighWord");
        multiplication(rows, "010", "mulhsu", "multiplyHighSignedUnsignedWord");
        multiplication(rows, "011", "mulhu", "multiplyHighUnsignedWord");
        multiplication(rows, "100", "div", "divideWord");
        multiplication(rows, "101", "divu", "divideUnsignedWord");
        multiplication(rows, "110", "rem", "remainderWord");
        multiplication(rows, "111", "remu", "remainderUnsignedWord");
        rows.xlen(Xlen.RV64);
        multiplication(rows, "000", "mul", "multiply");
        multiplication(rows, "001", "mulh", "multiplyHigh");
        multiplication(rows, "010", "mulhsu", "multiplyHighSignedUnsigned");
        multiplication(rows, "011", "mulhu", "multiplyHighUnsigned");
        multiplication(rows, "100", "div", "divide");
        multiplication(rows, "101", "divu", "divideUnsigned");
        multiplication(rows, "110", "rem", "remainder");
        multiplication(rows, "111", "remu", "remainderUnsigned");
        word(rows, high, "000", "mulw", "Multiplication.multiplyWord");
        word(rows, high, "100", "divw", "Multiplication.divideWord");
        word(rows, high, "101", "divuw", "Multiplication.divideUnsignedWord");
        word(rows, high, "110", "remw", "Multiplication.remainderWord");
        word(rows, high, "111", "remuw", "Multiplication.remainderUnsignedWord");
    }

    private static void multiplication(Rows rows, String code, String mnemonic, String method) {
        binary(rows, "000 0001", code, "0110011", mnemonic, "Multiplication." + method);
    }

    private static void atomics(Rows rows) {
        atomicsOfWidth(rows, "010", ".w", "Word");
        rows.xlen(Xlen.RV64);
        atomicsOfWidth(rows, "011", ".d", "Double");
    }

    private static void atomicsOfWidth(Rows rows, String code, String suffix, String width) {
        rows.row(
                "0001 0qq0 0000 nnnn n" + code + " dddd d010 1111",
                "lr" + suffix,
                "<rd>, (<rs1>)",
                "Atomics.loadReserved" + width);
        String[][] operations = {
            {"0001 1", "sc", "storeConditional"},
            {"0000 1", "amoswap", "swap"},
            {"0000 0", "amoadd", "add"},
            {"0010 0", "amoxor", "xor"},
            {"0110 0", "amoand", "and"},
            {"0100 0", "amoor", "or"},
            {"1000 0", "amomin", "minimum"},
            {"1010 0", "amomax", "maximum"},
            {"1100 0", "amominu", "minimumUnsigned"},
            {"1110 0", "amomaxu", "maximumUnsigned"}
        };
        for (String[] operation : operations) {
            rows.row(
                    operation[0] + "qqm mmmm nnnn n" + code + " dddd d010 1111",
                    operation[1] + suffix,
                    "<rd>, <rs2>, (<rs1>)",
                    "Atomics." + operation[2] + width);
        }
    }

    private static void floats(Rows rows) {
        rows.row("iiii iiii iiii nnnn n010 dddd d000 0111", "flw", "<fd>, <imm>(<rs1>)", "FloatTransfer.load");
        rows.row("iiii iiim mmmm nnnn n010 iiii i010 0111", "fsw", "<fs2>, <store>(<rs1>)", "FloatTransfer.store");
        rows.row("1110 0000 0000 nnnn n000 dddd d101 0011", "fmv.x.w", "<rd>, <fs1>", "FloatTransfer.toInteger");
        rows.row("1111 0000 0000 nnnn n000 dddd d101 0011", "fmv.w.x", "<fd>, <rs1>", "FloatTransfer.fromInteger");
        new FloatRows(rows, "00", "s", "Float").add();
    }

    private static void doubles(Rows rows) {
        rows.row("iiii iiii iiii nnnn n011 dddd d000 0111", "fld", "<fd>, <imm>(<rs1>)", "FloatTransfer.loadDouble");
        rows.row(
                "iiii iiim mmmm nnnn n011 iiii i010 0111", "fsd", "<fs2>, <store>(<rs1>)", "FloatTransfer.storeDouble");
        rows.row("0100 0000 0001 nnnn nrrr dddd d101 0011", "fcvt.s.d", "<fd>, <fs1><rm>", "DoubleConversion.toSingle");
        rows.row(
                "0100 0010 0000 nnnn nrrr dddd d101 0011",
                "fcvt.d.s",
                "<fd>, <fs1><rm>",
                "DoubleConversion.fromSingle");
        new FloatRows(rows, "01", "d", "Double").add();
        rows.row("1110 0010 0000 nnnn n000 dddd d101 0011", "fmv.x.d", "<rd>, <fs1>", "FloatTransfer.doubleToInteger");
        rows.row("1111 0010 0000 nnnn n000 dddd d101 0011", "fmv.d.x", "<fd>, <rs1>", "FloatTransfer.integerToDouble");
    }

    /** Renode's counters know none of them. */
    private static void halves(Rows rows) {
        rows.uncounted();
        rows.row("iiii iiii iiii nnnn n001 dddd d000 0111", "flh", "<fd>, <imm>(<rs1>)", "FloatTransfer.loadHalf");
        rows.row("iiii iiim mmmm nnnn n001 iiii i010 0111", "fsh", "<fs2>, <store>(<rs1>)", "FloatTransfer.storeHalf");
        rows.row("1110 0100 0000 nnnn n000 dddd d101 0011", "fmv.x.h", "<rd>, <fs1>", "FloatTransfer.halfToInteger");
        rows.row("1111 0100 0000 nnnn n000 dddd d101 0011", "fmv.h.x", "<fd>, <rs1>", "FloatTransfer.integerToHalf");
        rows.row("0100 0000 0010 nnnn nrrr dddd d101 0011", "fcvt.s.h", "<fd>, <fs1><rm>", "HalfConversion.toSingle");
        rows.row("0100 0100 0000 nnnn nrrr dddd d101 0011", "fcvt.h.s", "<fd>, <fs1><rm>", "HalfConversion.fromSingle");
        rows.row("0100 0010 0010 nnnn nrrr dddd d101 0011", "fcvt.d.h", "<fd>, <fs1><rm>", "HalfConversion.toDouble");
        rows.row("0100 0100 0001 nnnn nrrr dddd d101 0011", "fcvt.h.d", "<fd>, <fs1><rm>", "HalfConversion.fromDouble");
        new FloatRows(rows, "10", "h", "Half").add();
        rows.counted();
    }

    private static void compressedDoubles(Rows rows) {
        rows.row("001i iinn niid dd00", "c.fld", "<fd>, <cdouble>(<rs1>)", "FloatTransfer.loadDouble");
        rows.row("101i iinn niim mm00", "c.fsd", "<fs2>, <cdouble>(<rs1>)", "FloatTransfer.storeDouble");
        rows.row("001i dddd diii ii10", "c.fldsp", "<fd>, <cldsp>(<rs1>)", "FloatTransfer.loadDouble:n=2");
        rows.row("101i iiii immm mm10", "c.fsdsp", "<fs2>, <csdsp>(<rs1>)", "FloatTransfer.storeDouble:n=2");
    }

    private static void compressed(Rows rows) {
        String base = "Arithmetic.";
        rows.row("0000 0000 000- --00", "c.unimp", "", "SystemInstructions.illegal", "c.addi4spn");
        rows.row("010i iinn niid dd00", "c.lw", "<rd>, <cword>(<rs1>)", "LoadStore.loadWord");
        rows.row("110i iinn niim mm00", "c.sw", "<rs2>, <cword>(<rs1>)", "LoadStore.storeWord");
        rows.row("0000 0000 0000 0001", "c.nop", "", base + "nop", "@c.nop");
        rows.row("010i dddd diii ii01", "c.li", "<rd>, <ci>", base + "loadImmediate");
        rows.row("011i dddd diii ii01", "c.lui", "<rd>, <cui>", base + "loadImmediate");
        rows.row("0110 dddd d000 0001", "c.lui", "<rd>, <cui>", "SystemInstructions.illegal");
        rows.row("0110 0001 0000 0001", "c.addi16sp", "", "SystemInstructions.illegal", "@c.addi16sp");
        rows.row("100i 10xx xiii ii01", "c.andi", "<rd>, <ci>", base + "andImmediate");
        rows.row("1000 11xx x01m mm01", "c.xor", "<rd>, <rs2>", base + "xor");
        rows.row("1000 11xx x10m mm01", "c.or", "<rd>, <rs2>", base + "or");
        rows.row("1000 11xx x11m mm01", "c.and", "<rd>, <rs2>", base + "and");
        rows.row("101i iiii iiii ii01", "c.j", "<cjump>", "Branches.jump");
        rows.row("110i iinn niii ii01", "c.beqz", "<rs1>, <cbranch>", "Branches.equal:m=0");
        rows.row("111i iinn niii ii01", "c.bnez", "<rs1>, <cbranch>", "Branches.notEqual:m=0");
        rows.row("010i dddd diii ii10", "c.lwsp", "<rd>, <clwsp>(<rs1>)", "LoadStore.loadWord:n=2");
        rows.row("010- 0000 0--- --10", "c.lwsp", "", "SystemInstructions.illegal");
        rows.row("1000 nnnn n000 0010", "c.jr", "<rs1>", "Branches.jumpRegister", "@c.jr");
        rows.row("1000 0000 0000 0010", "c.jr", "", "SystemInstructions.illegal", "@c.jr");
        rows.row("1000 dddd dmmm mm10", "c.mv", "<rd>, <rs2>", base + "move");
        rows.row("1001 0000 0000 0010", "c.ebreak", "", "SystemInstructions.breakpoint", "@c.jalr");
        rows.row("1001 nnnn n000 0010", "c.jalr", "<rs1>", "Branches.jumpRegisterAndLink:d=1", "@c.jalr");
        rows.row("110i iiii immm mm10", "c.swsp", "<rs2>, <cswsp>(<rs1>)", "LoadStore.storeWord:n=2");
    }

    private static void compressed32(Rows rows) {
        rows.row("000i iiii iiid dd00", "c.addi4spn", "<rd>, <rs1>, <ci4spn>", "Arithmetic.addImmediateWord:n=2");
        rows.row("000i xxxx xiii ii01", "c.addi", "<rd>, <ci>", "Arithmetic.addImmediateWord");
        rows.row("001i iiii iiii ii01", "c.jal", "<cjump>", "Branches.jumpAndLink:d=1");
        rows.row(
                "011i 0001 0iii ii01",
                "c.addi16sp",
                "<rd>, <ci16sp>",
                "Arithmetic.addImmediateWord:d=2,n=2",
                "@c.addi16sp");
        rows.row("1000 00xx xiii ii01", "c.srli", "<rd>, <cshift>", "Arithmetic.shiftRightImmediateWord");
        rows.row("1000 01xx xiii ii01", "c.srai", "<rd>, <cshift>", "Arithmetic.shiftArithmeticRightImmediateWord");
        rows.row("1000 11xx x00m mm01", "c.sub", "<rd>, <rs2>", "Arithmetic.subWord");
        rows.row("0000 xxxx xiii ii10", "c.slli", "<rd>, <cshift>", "Arithmetic.shiftLeftImmediateWord");
        rows.row("1001 xxxx xmmm mm10", "c.add", "<rd>, <rs2>", "Arithmetic.addWord");
        rows.extension(Extension.F).xlen(Xlen.RV32);
        rows.row("011i iinn niid dd00", "c.flw", "<fd>, <cword>(<rs1>)", "FloatTransfer.load");
        rows.row("111i iinn niim mm00", "c.fsw", "<fs2>, <cword>(<rs1>)", "FloatTransfer.store");
        rows.row("011i dddd diii ii10", "c.flwsp", "<fd>, <clwsp>(<rs1>)", "FloatTransfer.load:n=2");
        rows.row("111i iiii immm mm10", "c.fswsp", "<fs2>, <cswsp>(<rs1>)", "FloatTransfer.store:n=2");
        rows.extension(Extension.C);
    }

    private static void compressed64(Rows rows) {
        rows.row("000i iiii iiid dd00", "c.addi4spn", "<rd>, <rs1>, <ci4spn>", "Arithmetic.addImmediate:n=2");
        rows.row("000i xxxx xiii ii01", "c.addi", "<rd>, <ci>", "Arithmetic.addImmediate");
        rows.row("001i xxxx xiii ii01", "c.addiw", "<rd>, <ci>", "Arithmetic.addImmediateWord", "c.jal");
        rows.row("001- 0000 0--- --01", "c.addiw", "", "SystemInstructions.illegal", "c.jal");
        rows.row(
                "011i 0001 0iii ii01",
                "c.addi16sp",
                "<rd>, <ci16sp>",
                "Arithmetic.addImmediate:d=2,n=2",
                "@c.addi16sp");
        rows.row("100i 00xx xiii ii01", "c.srli", "<rd>, <cshift>", "Arithmetic.shiftRightImmediate");
        rows.row("100i 01xx xiii ii01", "c.srai", "<rd>, <cshift>", "Arithmetic.shiftArithmeticRightImmediate");
        rows.row("1000 11xx x00m mm01", "c.sub", "<rd>, <rs2>", "Arithmetic.sub");
        rows.row("1001 11xx x00m mm01", "c.subw", "<rd>, <rs2>", "Arithmetic.subWord", "");
        rows.row("1001 11xx x01m mm01", "c.addw", "<rd>, <rs2>", "Arithmetic.addWord", "");
        rows.row("000i xxxx xiii ii10", "c.slli", "<rd>, <cshift>", "Arithmetic.shiftLeftImmediate");
        rows.row("1001 xxxx xmmm mm10", "c.add", "<rd>, <rs2>", "Arithmetic.add");
        rows.row("011i iinn niid dd00", "c.ld", "<rd>, <cdouble>(<rs1>)", "LoadStore.loadDouble", "c.flw");
        rows.row("111i iinn niim mm00", "c.sd", "<rs2>, <cdouble>(<rs1>)", "LoadStore.storeDouble", "c.fsw");
        rows.row("011i dddd diii ii10", "c.ldsp", "<rd>, <cldsp>(<rs1>)", "LoadStore.loadDouble:n=2", "c.flwsp");
        rows.row("011- 0000 0--- --10", "c.ldsp", "", "SystemInstructions.illegal", "c.flwsp");
        rows.row("111i iiii immm mm10", "c.sdsp", "<rs2>, <csdsp>(<rs1>)", "LoadStore.storeDouble:n=2", "c.fswsp");
    }
}

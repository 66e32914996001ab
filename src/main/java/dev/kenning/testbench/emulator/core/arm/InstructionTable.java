package dev.kenning.testbench.emulator.core.arm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists the instructions of ARMv6-M, ARMv7E-M and ARMv8-M with single-precision floating point, one row each.
 *
 * <p>From a row come its decoding, its text, its counter and its place in the interpreter. Encodings are those of the
 * ARMv7-M Architecture Reference Manual, chapters A5 to A7. Where the patterns of two rows overlap, the one with the
 * higher precedence wins, and of equals the one whose pattern is the narrower; {@code InstructionTableTest} holds that
 * this always decides.
 */
final class InstructionTable {

    private static final List<Instruction> ROWS = new Builder().build();

    private InstructionTable() {}

    /** Returns every row; the place in the list is {@link Instruction#index()}. */
    static List<Instruction> rows() {
        return ROWS;
    }

    /** Collects rows; a method for each chapter of the encoding. */
    private static final class Builder {

        private static final String[] CONDITIONS = {
            "eq", "ne", "hs", "lo", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le"
        };

        /** What is not as {@link #extension} and the length of the encoding say. */
        private static final Map<String, Extension> EXTENSIONS = extensions();

        private final List<Instruction> rows = new ArrayList<>();
        private Extension extension = Extension.MAINLINE;
        private int precedence;

        List<Instruction> build() {
            shiftsAndImmediates16();
            dataProcessing16();
            loadsAndStores16();
            miscellaneous16();
            branches16();
            loadsAndStoresMultiple();
            loadsAndStoresDual();
            exclusives();
            acquiresAndReleases();
            dataProcessing32();
            plainImmediates();
            branchesAndControl();
            loadsAndStores32();
            shiftsAndExtensions32();
            multiplications();
            extension = Extension.DSP;
            dspArithmetic();
            dspMultiplications();
            extension = Extension.FPV4;
            floatTransfers();
            floatArithmetic();
            floatConversions();
            extension = Extension.FPV5;
            floatVersion5();
            extension = Extension.MAINLINE;
            undefined();
            return List.copyOf(rows);
        }

        private void shiftsAndImmediates16() {
            flagSetting("0000 0iii iimm mddd", "lsl", "<Rd>, <Rm>, <i>", "DataProcessing.shiftLeft");
            row("0000 0000 00mm mddd", "movs", "<Rd>, <Rm>", "DataProcessing.movs");
            flagSetting("0000 1iii iimm mddd", "lsr", "<Rd>, <Rm>, <i32>", "DataProcessing.shiftRight");
            flagSetting("0001 0iii iimm mddd", "asr", "<Rd>, <Rm>, <i32>", "DataProcessing.shiftArithmeticRight");
            flagSetting("0001 100m mmnn nddd", "add", "<Rd>, <Rn>, <Rm>", "DataProcessing.add");
            flagSetting("0001 101m mmnn nddd", "sub", "<Rd>, <Rn>, <Rm>", "DataProcessing.sub");
            flagSetting("0001 110i iinn nddd", "add", "<Rd>, <Rn>, <i>", "DataProcessing.addImmediate");
            flagSetting("0001 111i iinn nddd", "sub", "<Rd>, <Rn>, <i>", "DataProcessing.subImmediate");
            flagSetting("0010 0ddd iiii iiii", "mov", "<Rd>, <i>", "DataProcessing.movImmediate");
            row("0010 1nnn iiii iiii", "cmp", "<Rn>, <i>", "DataProcessing.cmpImmediate");
            flagSetting("0011 0xxx iiii iiii", "add", "<Rd>, <i>", "DataProcessing.addImmediate");
            flagSetting("0011 1xxx iiii iiii", "sub", "<Rd>, <i>", "DataProcessing.subImmediate");
        }

        private void dataProcessing16() {
            flagSetting("0100 0000 00mm mxxx", "and", "<Rd>, <Rm>", "DataProcessing.and");
            flagSetting("0100 0000 01mm mxxx", "eor", "<Rd>, <Rm>", "DataProcessing.eor");
            flagSetting("0100 0000 10mm mxxx", "lsl", "<Rd>, <Rm>", "DataProcessing.shiftLeftByRegister");
            flagSetting("0100 0000 11mm mxxx", "lsr", "<Rd>, <Rm>", "DataProcessing.shiftRightByRegister");
            flagSetting("0100 0001 00mm mxxx", "asr", "<Rd>, <Rm>", "DataProcessing.shiftArithmeticRightByRegister");
            flagSetting("0100 0001 01mm mxxx", "adc", "<Rd>, <Rm>", "DataProcessing.adc");
            flagSetting("0100 0001 10mm mxxx", "sbc", "<Rd>, <Rm>", "DataProcessing.sbc");
            flagSetting("0100 0001 11mm mxxx", "ror", "<Rd>, <Rm>", "DataProcessing.rotateRightByRegister");
            row("0100 0010 00mm mnnn", "tst", "<Rn>, <Rm>", "DataProcessing.tst");
            flagSetting("0100 0010 01nn nddd", "rsb", "<Rd>, <Rn>, #0", "DataProcessing.rsbImmediate");
            row("0100 0010 10mm mnnn", "cmp", "<Rn>, <Rm>", "DataProcessing.cmp");
            row("0100 0010 11mm mnnn", "cmn", "<Rn>, <Rm>", "DataProcessing.cmn");
            flagSetting("0100 0011 00mm mxxx", "orr", "<Rd>, <Rm>", "DataProcessing.orr");
            flagSetting("0100 0011 01mm mxxx", "mul", "<Rd>, <Rm>, <Rd>", "Multiplication.mul");
            flagSetting("0100 0011 10mm mxxx", "bic", "<Rd>, <Rm>", "DataProcessing.bic");
            flagSetting("0100 0011 11mm mddd", "mvn", "<Rd>, <Rm>", "DataProcessing.mvn");
            row("0100 0100 xmmm mxxx", "add", "<Rd>, <Rm>", "DataProcessing.add");
            row("0100 0100 1mmm m111", "add", "pc, <Rm>", "Branches.addToProgramCounter");
            row("0100 0101 nmmm mnnn", "cmp", "<Rn>, <Rm>", "DataProcessing.cmp");
            row("0100 0110 dmmm mddd", "mov", "<Rd>, <Rm>", "DataProcessing.mov");
            row("0100 0110 1mmm m111", "mov", "pc, <Rm>", "Branches.moveToProgramCounter");
            row("0100 0111 0mmm m000", "bx", "<Rm>", "Branches.exchange");
            row("0100 0111 1mmm m000", "blx", "<Rm>", "Branches.linkAndExchange");
        }

        private void loadsAndStores16() {
            row("0100 1ddd iiii iiii", "ldr", "<Rd>, <pc+i*4>", "LoadStore.loadLiteral");
            row("0101 000m mmnn nddd", "str", "<Rd>, [<Rn>, <Rm>]", "LoadStore.storeWordIndexed");
            row("0101 001m mmnn nddd", "strh", "<Rd>, [<Rn>, <Rm>]", "LoadStore.storeHalfIndexed");
            row("0101 010m mmnn nddd", "strb", "<Rd>, [<Rn>, <Rm>]", "LoadStore.storeByteIndexed");
            row("0101 011m mmnn nddd", "ldrsb", "<Rd>, [<Rn>, <Rm>]", "LoadStore.loadSignedByteIndexed");
            row("0101 100m mmnn nddd", "ldr", "<Rd>, [<Rn>, <Rm>]", "LoadStore.loadWordIndexed");
            row("0101 101m mmnn nddd", "ldrh", "<Rd>, [<Rn>, <Rm>]", "LoadStore.loadHalfIndexed");
            row("0101 110m mmnn nddd", "ldrb", "<Rd>, [<Rn>, <Rm>]", "LoadStore.loadByteIndexed");
            row("0101 111m mmnn nddd", "ldrsh", "<Rd>, [<Rn>, <Rm>]", "LoadStore.loadSignedHalfIndexed");
            row("0110 0iii iinn nddd", "str", "<Rd>, [<Rn><+i*4>]", "LoadStore.storeWord");
            row("0110 1iii iinn nddd", "ldr", "<Rd>, [<Rn><+i*4>]", "LoadStore.loadWord");
            row("0111 0iii iinn nddd", "strb", "<Rd>, [<Rn><+i>]", "LoadStore.storeByte");
            row("0111 1iii iinn nddd", "ldrb", "<Rd>, [<Rn><+i>]", "LoadStore.loadByte");
            row("1000 0iii iinn nddd", "strh", "<Rd>, [<Rn><+i*2>]", "LoadStore.storeHalf");
            row("1000 1iii iinn nddd", "ldrh", "<Rd>, [<Rn><+i*2>]", "LoadStore.loadHalf");
            row("1001 0ddd iiii iiii", "str", "<Rd>, [sp<+i*4>]", "LoadStore.storeWord:n=13");
            row("1001 1ddd iiii iiii", "ldr", "<Rd>, [sp<+i*4>]", "LoadStore.loadWord:n=13");
            row("1010 0ddd iiii iiii", "adr", "<Rd>, <adr+i*4>", "DataProcessing.movImmediate");
            row("1010 1ddd iiii iiii", "add", "<Rd>, sp, <i*4>", "DataProcessing.addImmediate:n=13");
            row("1011 010i iiii iiii", "push", "<pushlist>", "LoadStore.push");
            row("1011 1100 iiii iiii", "pop", "<poplist>", "LoadStore.pop");
            row("1011 1101 iiii iiii", "pop", "<poplistpc>", "LoadStore.popAndBranch");
            row("1100 0nnn iiii iiii", "stm", "<Rn>!, <list>", "LoadStore.storeMultipleUpdating");
            row("1100 1nnn iiii iiii", "ldm", "<Rn><!>, <list>", "LoadStore.loadMultiple16");
        }

        private void miscellaneous16() {
            row("1011 0000 0iii iiii", "add", "sp, <i*4>", "DataProcessing.addImmediate:d=13,n=13");
            row("1011 0000 1iii iiii", "sub", "sp, <i*4>", "DataProcessing.subImmediate:d=13,n=13");
            row("1011 0010 00mm mddd", "sxth", "<Rd>, <Rm>", "DataProcessing.sxth");
            row("1011 0010 01mm mddd", "sxtb", "<Rd>, <Rm>", "DataProcessing.sxtb");
            row("1011 0010 10mm mddd", "uxth", "<Rd>, <Rm>", "DataProcessing.uxth");
            row("1011 0010 11mm mddd", "uxtb", "<Rd>, <Rm>", "DataProcessing.uxtb");
            row("1011 1010 00mm mddd", "rev", "<Rd>, <Rm>", "DataProcessing.rev");
            row("1011 1010 01mm mddd", "rev16", "<Rd>, <Rm>", "DataProcessing.rev16");
            row("1011 1010 11mm mddd", "revsh", "<Rd>, <Rm>", "DataProcessing.revsh");
            row("1011 0110 0110 00ii", "cpsie", "<if>", "SystemInstructions.enableInterrupts");
            row("1011 0110 0111 00ii", "cpsid", "<if>", "SystemInstructions.disableInterrupts");
            row("1011 1110 iiii iiii", "bkpt", "<i>", "SystemInstructions.breakpoint");
            row("1011 1111 iiii iiii", "it", "<it>", "SystemInstructions.ifThen");
            row("1011 1111 iiii 0000", "hint", "<i>", "SystemInstructions.nop");
            row("1011 1111 0000 0000", "nop", "", "SystemInstructions.nop");
            row("1011 1111 0001 0000", "yield", "", "SystemInstructions.nop");
            row("1011 1111 0010 0000", "wfe", "", "SystemInstructions.waitForEvent");
            row("1011 1111 0011 0000", "wfi", "", "SystemInstructions.waitForInterrupt");
            row("1011 1111 0100 0000", "sev", "", "SystemInstructions.sendEvent");
        }

        private void branches16() {
            row("1011 00i1 iiii innn", "cbz", "<Rn>, <forward>", "Branches.ifZero");
            row("1011 10i1 iiii innn", "cbnz", "<Rn>, <forward>", "Branches.ifNotZero");
            for (int condition = 0; condition < CONDITIONS.length; condition++) {
                String name = CONDITIONS[condition];
                row("1101 " + bits(condition, 4) + " iiii iiii", "b" + name, "<label>", "Branches." + name);
            }
            row("1101 1110 iiii iiii", "udf", "<i>", "SystemInstructions.undefined");
            row("1101 1111 iiii iiii", "svc", "<i>", "SystemInstructions.supervisorCall");
            row("1110 0iii iiii iiii", "b", "<label>", "Branches.always");
            row("1110 0111 1111 1110", "b", "<self>", "Branches.toItself");
        }

        private void loadsAndStoresMultiple() {
            row("1110 1000 1000 nnnn 0l0l llll llll llll", "stm.w", "<Rn>, <list>", "LoadStore.storeMultiple");
            row("1110 1000 1010 nnnn 0l0l llll llll llll", "stm.w", "<Rn>!, <list>", "LoadStore.storeMultipleUpdating");
            row("1110 1001 0000 nnnn 0l0l llll llll llll", "stmdb", "<Rn>, <list>", "LoadStore.storeMultipleBefore");
            row(
                    "1110 1001 0010 nnnn 0l0l llll llll llll",
                    "stmdb",
                    "<Rn>!, <list>",
                    "LoadStore.storeMultipleBeforeUpdating");
            row("1110 1001 0010 1101 0l0l llll llll llll", "push.w", "<list>", "LoadStore.push");
            row("1110 1000 1001 nnnn 0l0l llll llll llll", "ldm.w", "<Rn>, <list>", "LoadStore.loadMultiple");
            row("1110 1000 1011 nnnn 0l0l llll llll llll", "ldm.w", "<Rn>!, <list>", "LoadStore.loadMultipleUpdating");
            row("1110 1000 1011 1101 0l0l llll llll llll", "pop.w", "<list>", "LoadStore.pop");
            row("1110 1001 0001 nnnn 0l0l llll llll llll", "ldmdb", "<Rn>, <list>", "LoadStore.loadMultipleBefore");
            row(
                    "1110 1001 0011 nnnn 0l0l llll llll llll",
                    "ldmdb",
                    "<Rn>!, <list>",
                    "LoadStore.loadMultipleBeforeUpdating");
            row("1110 1000 1001 nnnn 1l0l llll llll llll", "ldm.w", "<Rn>, <list>", "LoadStore.loadMultipleAndBranch");
            row(
                    "1110 1000 1011 nnnn 1l0l llll llll llll",
                    "ldm.w",
                    "<Rn>!, <list>",
                    "LoadStore.loadMultipleUpdatingAndBranch");
            row("1110 1000 1011 1101 1l0l llll llll llll", "pop.w", "<list>", "LoadStore.popAndBranch");
            row(
                    "1110 1001 0001 nnnn 1l0l llll llll llll",
                    "ldmdb",
                    "<Rn>, <list>",
                    "LoadStore.loadMultipleBeforeAndBranch");
            row(
                    "1110 1001 0011 nnnn 1l0l llll llll llll",
                    "ldmdb",
                    "<Rn>!, <list>",
                    "LoadStore.loadMultipleBeforeUpdatingAndBranch");
        }

        private void loadsAndStoresDual() {
            String offset = "<Rd>, <Ra>, [<Rn><(+-i*4)>]";
            String before = "<Rd>, <Ra>, [<Rn>, <+-i*4>]!";
            String after = "<Rd>, <Ra>, [<Rn>], <+-i*4>";
            row("1110 1001 u100 nnnn dddd aaaa iiii iiii", "strd", offset, "LoadStore.storeDual");
            row("1110 1001 u110 nnnn dddd aaaa iiii iiii", "strd", before, "LoadStore.storeDualPreIndexed");
            row("1110 1000 u110 nnnn dddd aaaa iiii iiii", "strd", after, "LoadStore.storeDualPostIndexed");
            row("1110 1001 u101 nnnn dddd aaaa iiii iiii", "ldrd", offset, "LoadStore.loadDual");
            row("1110 1001 u111 nnnn dddd aaaa iiii iiii", "ldrd", before, "LoadStore.loadDualPreIndexed");
            row("1110 1000 u111 nnnn dddd aaaa iiii iiii", "ldrd", after, "LoadStore.loadDualPostIndexed");
            row(
                    "1110 1001 u101 1111 dddd aaaa iiii iiii",
                    "ldrd",
                    "<Rd>, <Ra>, <pc+-i*4>",
                    "LoadStore.loadDualLiteral");
        }

        private void exclusives() {
            row(
                    "1110 1000 0100 nnnn mmmm dddd iiii iiii",
                    "strex",
                    "<Rd>, <Rm>, [<Rn><+i*4>]",
                    "LoadStore.storeExclusive");
            row("1110 1000 0101 nnnn dddd 1111 iiii iiii", "ldrex", "<Rd>, [<Rn><+i*4>]", "LoadStore.loadExclusive");
            row(
                    "1110 1000 1100 nnnn mmmm 1111 0100 dddd",
                    "strexb",
                    "<Rd>, <Rm>, [<Rn>]",
                    "LoadStore.storeExclusiveByte");
            row(
                    "1110 1000 1100 nnnn mmmm 1111 0101 dddd",
                    "strexh",
                    "<Rd>, <Rm>, [<Rn>]",
                    "LoadStore.storeExclusiveHalf");
            row("1110 1000 1101 nnnn dddd 1111 0100 1111", "ldrexb", "<Rd>, [<Rn>]", "LoadStore.loadExclusiveByte");
            row("1110 1000 1101 nnnn dddd 1111 0101 1111", "ldrexh", "<Rd>, [<Rn>]", "LoadStore.loadExclusiveHalf");
            row("1110 1000 1101 nnnn 1111 0000 0000 mmmm", "tbb", "[<Rn>, <Rm>]", "Branches.tableOfBytes");
            row("1110 1000 1101 nnnn 1111 0000 0001 mmmm", "tbh", "[<Rn>, <Rm>, lsl #1]", "Branches.tableOfHalves");
            row("1111 0011 1011 1111 1000 1111 0010 1111", "clrex", "", "SystemInstructions.clearExclusive");
        }

        /** ARMv8-M Architecture Reference Manual, C2.4. */
        private void acquiresAndReleases() {
            extension = Extension.V8;
            acquiring(
                    "lda",
                    "1000",
                    "LoadStore.loadByte",
                    "1001",
                    "LoadStore.loadAcquireHalf",
                    "1010",
                    "LoadStore.loadAcquire");
            acquiring(
                    "ldaex",
                    "1100",
                    "LoadStore.loadExclusiveByte",
                    "1101",
                    "LoadStore.loadExclusiveHalf",
                    "1110",
                    "LoadStore.loadExclusive");
            String store = "1110 1000 1100 nnnn dddd 1111 ";
            row(store + "1000 1111", "stlb", "<Rd>, [<Rn>]", "LoadStore.storeByte");
            row(store + "1001 1111", "stlh", "<Rd>, [<Rn>]", "LoadStore.storeReleaseHalf");
            row(store + "1010 1111", "stl", "<Rd>, [<Rn>]", "LoadStore.storeRelease");
            String exclusive = "1110 1000 1100 nnnn mmmm 1111 ";
            row(exclusive + "1100 dddd", "stlexb", "<Rd>, <Rm>, [<Rn>]", "LoadStore.storeExclusiveByte");
            row(exclusive + "1101 dddd", "stlexh", "<Rd>, <Rm>, [<Rn>]", "LoadStore.storeExclusiveHalf");
            row(exclusive + "1110 dddd", "stlex", "<Rd>, <Rm>, [<Rn>]", "LoadStore.storeExclusive");
            row("1110 1000 0100 nnnn 1111 dddd 0000 0000", "tt", "<Rd>, <Rn>", "TestTarget.ofPresentPrivilege");
            row("1110 1000 0100 nnnn 1111 dddd 0100 0000", "ttt", "<Rd>, <Rn>", "TestTarget.ofUnprivileged");
            row("1110 1001 0111 1111 1110 1001 0111 1111", "sg", "", "SystemInstructions.nop");
            row("0100 0111 0mmm m100", "bxns", "<Rm>", "SystemInstructions.undefined");
            row("0100 0111 1mmm m100", "blxns", "<Rm>", "SystemInstructions.undefined");
            extension = Extension.MAINLINE;
        }

        private void acquiring(
                String name,
                String byteCode,
                String ofByte,
                String halfCode,
                String ofHalf,
                String wordCode,
                String ofWord) {
            String load = "1110 1000 1101 nnnn dddd 1111 ";
            row(load + byteCode + " 1111", name + "b", "<Rd>, [<Rn>]", ofByte);
            row(load + halfCode + " 1111", name + "h", "<Rd>, [<Rn>]", ofHalf);
            row(load + wordCode + " 1111", name, "<Rd>, [<Rn>]", ofWord);
        }

        private void dataProcessing32() {
            operation("0000", "and");
            operation("0001", "bic");
            operation("0010", "orr");
            operation("0011", "orn");
            operation("0100", "eor");
            operation("1000", "add");
            operation("1010", "adc");
            operation("1011", "sbc");
            operation("1101", "sub");
            operation("1110", "rsb");
            // Where a register field is 15, these share patterns with the operations above.
            precedence = 1;
            comparison("0000", "tst");
            comparison("0100", "teq");
            comparison("1000", "cmn");
            comparison("1101", "cmp");
            move("0010", "mov");
            move("0011", "mvn");
            for (String s : List.of("", "s")) {
                String bit = s.isEmpty() ? "0" : "1";
                String mov = "1110 1010 010" + bit + " 1111 0iii dddd ii";
                row(mov + "00 mmmm", "lsl" + s + ".w", "<Rd>, <Rm>, <i>", "DataProcessing.shiftLeft" + s);
                row(mov + "01 mmmm", "lsr" + s + ".w", "<Rd>, <Rm>, <i32>", "DataProcessing.shiftRight" + s);
                row(mov + "10 mmmm", "asr" + s + ".w", "<Rd>, <Rm>, <i32>", "DataProcessing.shiftArithmeticRight" + s);
                row(mov + "11 mmmm", "ror" + s + ".w", "<Rd>, <Rm>, <i>", "DataProcessing.rotateRight" + s);
                row(
                        "1110 1010 010" + bit + " 1111 0000 dddd 0011 mmmm",
                        "rrx" + s,
                        "<Rd>, <Rm>",
                        "DataProcessing.rotateRightExtended" + s);
                row(
                        "1110 1010 010" + bit + " 1111 0000 dddd 0000 mmmm",
                        "mov" + s + ".w",
                        "<Rd>, <Rm>",
                        "DataProcessing.mov" + s);
                for (int type = 0; type < 4; type++) {
                    String name = List.of("lsl", "lsr", "asr", "ror").get(type);
                    String method = List.of("shiftLeft", "shiftRight", "shiftArithmeticRight", "rotateRight")
                            .get(type);
                    row(
                            "1111 1010 0" + bits(type, 2) + bit + " nnnn 1111 dddd 0000 mmmm",
                            name + s + ".w",
                            "<Rd>, <Rn>, <Rm>",
                            "DataProcessing." + method + "ByRegister" + s);
                }
            }
            precedence = 0;
        }

        /** The three forms of an operation with two sources, each without and with flags. */
        private void operation(String opcode, String name) {
            for (String s : List.of("", "s")) {
                String bit = s.isEmpty() ? "0" : "1";
                String mnemonic = name + s + (List.of("rsb", "orn").contains(name) ? "" : ".w");
                row(
                        "1111 0i0" + opcode + bit + " nnnn 0iii dddd iiii iiii",
                        name + s + (List.of("add", "sub", "rsb").contains(name) ? ".w" : ""),
                        "<Rd>, <Rn>, <modified>",
                        "DataProcessing." + name + "Immediate" + s);
                row(
                        "1110 101" + opcode + bit + " nnnn 0iii dddd iitt mmmm",
                        mnemonic,
                        "<Rd>, <Rn>, <Rm><shift>",
                        "DataProcessing." + name + "Shifted" + s);
                row(
                        "1110 101" + opcode + bit + " nnnn 0000 dddd 0000 mmmm",
                        mnemonic,
                        "<Rd>, <Rn>, <Rm>",
                        "DataProcessing." + name + s);
            }
        }

        /** The three forms of an operation that only sets flags: those of its sibling with PC as destination. */
        private void comparison(String opcode, String name) {
            String mnemonic = name + ".w";
            row(
                    "1111 0i0" + opcode + "1 nnnn 0iii 1111 iiii iiii",
                    mnemonic,
                    "<Rn>, <modified>",
                    "DataProcessing." + name + "Immediate");
            row(
                    "1110 101" + opcode + "1 nnnn 0iii 1111 iitt mmmm",
                    mnemonic,
                    "<Rn>, <Rm><shift>",
                    "DataProcessing." + name + "Shifted");
            row("1110 101" + opcode + "1 nnnn 0000 1111 0000 mmmm", mnemonic, "<Rn>, <Rm>", "DataProcessing." + name);
        }

        /** The forms of a move: those of its sibling with PC as first source. */
        private void move(String opcode, String name) {
            for (String s : List.of("", "s")) {
                String bit = s.isEmpty() ? "0" : "1";
                row(
                        "1111 0i0" + opcode + bit + " 1111 0iii dddd iiii iiii",
                        name + s + (name.equals("mov") ? ".w" : ""),
                        "<Rd>, <modified>",
                        "DataProcessing." + name + "Immediate" + s);
                if (name.equals("mvn")) {
                    row(
                            "1110 101" + opcode + bit + " 1111 0iii dddd iitt mmmm",
                            name + s + ".w",
                            "<Rd>, <Rm><shift>",
                            "DataProcessing." + name + "Shifted" + s);
                    row(
                            "1110 101" + opcode + bit + " 1111 0000 dddd 0000 mmmm",
                            name + s + ".w",
                            "<Rd>, <Rm>",
                            "DataProcessing." + name + s);
                }
            }
        }

        private void plainImmediates() {
            row("1111 0i10 0000 nnnn 0iii dddd iiii iiii", "addw", "<Rd>, <Rn>, <i>", "DataProcessing.addImmediate");
            row("1111 0i10 0000 1111 0iii dddd iiii iiii", "adr.w", "<Rd>, <adr+i>", "DataProcessing.movImmediate");
            row("1111 0i10 1010 nnnn 0iii dddd iiii iiii", "subw", "<Rd>, <Rn>, <i>", "DataProcessing.subImmediate");
            row("1111 0i10 1010 1111 0iii dddd iiii iiii", "adr.w", "<Rd>, <adr-i>", "DataProcessing.movImmediate");
            row("1111 0i10 0100 jjjj 0iii dddd iiii iiii", "movw", "<Rd>, <ji>", "DataProcessing.movImmediate");
            row("1111 0i10 1100 jjjj 0iii dddd iiii iiii", "movt", "<Rd>, <ji>", "DataProcessing.movTop");
            row("1111 0011 00h0 nnnn 0iii dddd ii0w wwww", "ssat", "<Rd>, <sat+1>, <Rn><satshift>", "Saturation.ssat");
            row("1111 0011 10h0 nnnn 0iii dddd ii0w wwww", "usat", "<Rd>, <sat>, <Rn><satshift>", "Saturation.usat");
            row("1111 0011 0100 nnnn 0iii dddd ii0w wwww", "sbfx", "<Rd>, <Rn>, <field>", "DataProcessing.sbfx");
            row("1111 0011 1100 nnnn 0iii dddd ii0w wwww", "ubfx", "<Rd>, <Rn>, <field>", "DataProcessing.ubfx");
            row("1111 0011 0110 nnnn 0iii dddd ii0w wwww", "bfi", "<Rd>, <Rn>, <fieldend>", "DataProcessing.bfi");
            row("1111 0011 0110 1111 0iii dddd ii0w wwww", "bfc", "<Rd>, <fieldend>", "DataProcessing.bfc");
            extension = Extension.DSP;
            row("1111 0011 0010 nnnn 0000 dddd 0000 wwww", "ssat16", "<Rd>, <sat+1>, <Rn>", "Saturation.ssat16");
            row("1111 0011 1010 nnnn 0000 dddd 0000 wwww", "usat16", "<Rd>, <sat>, <Rn>", "Saturation.usat16");
            extension = Extension.MAINLINE;
        }

        private void branchesAndControl() {
            for (int condition = 0; condition < CONDITIONS.length; condition++) {
                String name = CONDITIONS[condition];
                String code = bits(condition, 4);
                row(
                        "1111 0s" + code.substring(0, 2) + " " + code.substring(2) + "ii iiii 10p0 qiii iiii iiii",
                        "b" + name + ".w",
                        "<condlabel>",
                        "Branches." + name);
            }
            row("1111 0sii iiii iiii 10p1 qiii iiii iiii", "b.w", "<farlabel>", "Branches.always");
            row("1111 0sii iiii iiii 11p1 qiii iiii iiii", "bl", "<farlabel>", "Branches.link");
            row("1111 0011 1000 nnnn 1000 ww00 iiii iiii", "msr", "<specialmask>, <Rn>", "SystemInstructions.msr");
            row("1111 0011 1110 1111 1000 dddd iiii iiii", "mrs", "<Rd>, <special>", "SystemInstructions.mrs");
            row("1111 0011 1010 1111 1000 0000 iiii iiii", "hint.w", "<i>", "SystemInstructions.nop");
            row("1111 0011 1010 1111 1000 0000 0000 0000", "nop.w", "", "SystemInstructions.nop");
            row("1111 0011 1010 1111 1000 0000 0000 0001", "yield.w", "", "SystemInstructions.nop");
            row("1111 0011 1010 1111 1000 0000 0000 0010", "wfe.w", "", "SystemInstructions.waitForEvent");
            row("1111 0011 1010 1111 1000 0000 0000 0011", "wfi.w", "", "SystemInstructions.waitForInterrupt");
            row("1111 0011 1010 1111 1000 0000 0000 0100", "sev.w", "", "SystemInstructions.sendEvent");
            row("1111 0011 1010 1111 1000 0000 1111 iiii", "dbg", "<i>", "SystemInstructions.nop");
            row("1111 0011 1011 1111 1000 1111 0100 iiii", "dsb", "<option>", "SystemInstructions.nop");
            row("1111 0011 1011 1111 1000 1111 0101 iiii", "dmb", "<option>", "SystemInstructions.nop");
            row("1111 0011 1011 1111 1000 1111 0110 iiii", "isb", "<option>", "SystemInstructions.fetchAnew");
            row("1111 0111 1111 jjjj 1010 iiii iiii iiii", "udf.w", "<ji>", "SystemInstructions.undefined");
        }

        private void loadsAndStores32() {
            store("00", "strb", "storeByte");
            store("01", "strh", "storeHalf");
            store("10", "str", "storeWord");
            load("1111 1000", "00", "ldrb", "loadByte");
            load("1111 1000", "01", "ldrh", "loadHalf");
            load("1111 1000", "10", "ldr", "loadWord");
            load("1111 1001", "00", "ldrsb", "loadSignedByte");
            load("1111 1001", "01", "ldrsh", "loadSignedHalf");
            precedence = 1;
            loadProgramCounter();
            preload("1111 1000", "00", "pld");
            preload("1111 1000", "01", "pldw");
            preload("1111 1001", "00", "pli");
            preload("1111 1001", "01", "hint.w");
            precedence = 0;
        }

        private void store(String size, String name, String method) {
            String semantics = "LoadStore." + method;
            String small = "1111 1000 0" + size + "0 nnnn dddd ";
            row("1111 1000 1" + size + "0 nnnn dddd iiii iiii iiii", name + ".w", "<Rd>, [<Rn><+i>]", semantics);
            row(small + "1100 iiii iiii", name, "<Rd>, [<Rn>, <-i>]", semantics);
            row(small + "1110 iiii iiii", name + "t", "<Rd>, [<Rn><+i>]", "Unprivileged." + method);
            row(small + "11u1 iiii iiii", name, "<Rd>, [<Rn>, <+-i>]!", semantics + "PreIndexed");
            row(small + "10u1 iiii iiii", name, "<Rd>, [<Rn>], <+-i>", semantics + "PostIndexed");
            row(small + "0000 00ss mmmm", name + ".w", "<Rd>, [<Rn>, <Rm><lsl>]", semantics + "IndexedShifted");
            row(small + "0000 0000 mmmm", name + ".w", "<Rd>, [<Rn>, <Rm>]", semantics + "Indexed");
        }

        private void load(String group, String size, String name, String method) {
            String semantics = "LoadStore." + method;
            String small = group + " 0" + size + "1 nnnn dddd ";
            row(group + " 1" + size + "1 nnnn dddd iiii iiii iiii", name + ".w", "<Rd>, [<Rn><+i>]", semantics);
            row(small + "1100 iiii iiii", name, "<Rd>, [<Rn>, <-i>]", semantics);
            row(small + "1110 iiii iiii", name + "t", "<Rd>, [<Rn><+i>]", "Unprivileged." + method);
            row(small + "11u1 iiii iiii", name, "<Rd>, [<Rn>, <+-i>]!", semantics + "PreIndexed");
            row(small + "10u1 iiii iiii", name, "<Rd>, [<Rn>], <+-i>", semantics + "PostIndexed");
            row(small + "0000 00ss mmmm", name + ".w", "<Rd>, [<Rn>, <Rm><lsl>]", semantics + "IndexedShifted");
            row(small + "0000 0000 mmmm", name + ".w", "<Rd>, [<Rn>, <Rm>]", semantics + "Indexed");
            precedence = 2;
            String literal = method.equals("loadWord") ? "LoadStore.loadLiteral" : semantics + "Literal";
            row(group + " u" + size + "1 1111 dddd iiii iiii iiii", name + ".w", "<Rd>, <pc+-i>", literal);
            precedence = 0;
        }

        private void loadProgramCounter() {
            String small = "1111 1000 0101 nnnn 1111 ";
            row("1111 1000 1101 nnnn 1111 iiii iiii iiii", "ldr.w", "pc, [<Rn><+i>]", "LoadStore.loadAndBranch");
            row(small + "1100 iiii iiii", "ldr", "pc, [<Rn>, <-i>]", "LoadStore.loadAndBranch");
            row(small + "11u1 iiii iiii", "ldr", "pc, [<Rn>, <+-i>]!", "LoadStore.loadAndBranchPreIndexed");
            row(small + "10u1 iiii iiii", "ldr", "pc, [<Rn>], <+-i>", "LoadStore.loadAndBranchPostIndexed");
            row(small + "0000 00ss mmmm", "ldr.w", "pc, [<Rn>, <Rm><lsl>]", "LoadStore.loadAndBranchIndexed");
            precedence = 3;
            row("1111 1000 u101 1111 1111 iiii iiii iiii", "ldr.w", "pc, <pc+-i>", "LoadStore.loadAndBranchLiteral");
            precedence = 1;
        }

        /** Loads of less than a word into PC only hint at an address. */
        private void preload(String group, String size, String name) {
            String small = group + " 0" + size + "1 nnnn 1111 ";
            row(group + " 1" + size + "1 nnnn 1111 iiii iiii iiii", name, "[<Rn><+i>]", "SystemInstructions.nop");
            row(small + "1100 iiii iiii", name, "[<Rn>, <-i>]", "SystemInstructions.nop");
            row(small + "0000 00ss mmmm", name, "[<Rn>, <Rm><lsl>]", "SystemInstructions.nop");
            precedence = 3;
            row(group + " u" + size + "1 1111 1111 iiii iiii iiii", name, "<pc+-i>", "SystemInstructions.nop");
            precedence = 1;
        }

        private void shiftsAndExtensions32() {
            row("1111 1010 0000 1111 1111 dddd 10rr mmmm", "sxth.w", "<Rd>, <Rm><ror>", "DataProcessing.sxthRotated");
            row("1111 1010 0001 1111 1111 dddd 10rr mmmm", "uxth.w", "<Rd>, <Rm><ror>", "DataProcessing.uxthRotated");
            row("1111 1010 0100 1111 1111 dddd 10rr mmmm", "sxtb.w", "<Rd>, <Rm><ror>", "DataProcessing.sxtbRotated");
            row("1111 1010 0101 1111 1111 dddd 10rr mmmm", "uxtb.w", "<Rd>, <Rm><ror>", "DataProcessing.uxtbRotated");
            row("1111 1010 1001 ---- 1111 dddd 1000 mmmm", "rev.w", "<Rd>, <Rm>", "DataProcessing.rev");
            row("1111 1010 1001 ---- 1111 dddd 1001 mmmm", "rev16.w", "<Rd>, <Rm>", "DataProcessing.rev16");
            row("1111 1010 1001 ---- 1111 dddd 1010 mmmm", "rbit", "<Rd>, <Rm>", "DataProcessing.rbit");
            row("1111 1010 1001 ---- 1111 dddd 1011 mmmm", "revsh.w", "<Rd>, <Rm>", "DataProcessing.revsh");
            row("1111 1010 1011 ---- 1111 dddd 1000 mmmm", "clz", "<Rd>, <Rm>", "DataProcessing.clz");
        }

        private void multiplications() {
            row("1111 1011 0000 nnnn aaaa dddd 0000 mmmm", "mla", "<Rd>, <Rn>, <Rm>, <Ra>", "Multiplication.mla");
            row("1111 1011 0000 nnnn 1111 dddd 0000 mmmm", "mul", "<Rd>, <Rn>, <Rm>", "Multiplication.mul");
            row("1111 1011 0000 nnnn aaaa dddd 0001 mmmm", "mls", "<Rd>, <Rn>, <Rm>, <Ra>", "Multiplication.mls");
            String pair = "<Rd>, <Ra>, <Rn>, <Rm>";
            row("1111 1011 1000 nnnn dddd aaaa 0000 mmmm", "smull", pair, "Multiplication.smull");
            row("1111 1011 1010 nnnn dddd aaaa 0000 mmmm", "umull", pair, "Multiplication.umull");
            row("1111 1011 1100 nnnn dddd aaaa 0000 mmmm", "smlal", pair, "Multiplication.smlal");
            row("1111 1011 1110 nnnn dddd aaaa 0000 mmmm", "umlal", pair, "Multiplication.umlal");
            row("1111 1011 1001 nnnn 1111 dddd 1111 mmmm", "sdiv", "<Rd>, <Rn>, <Rm>", "Multiplication.sdiv");
            row("1111 1011 1011 nnnn 1111 dddd 1111 mmmm", "udiv", "<Rd>, <Rn>, <Rm>", "Multiplication.udiv");
        }

        private void dspArithmetic() {
            row("1110 1010 1100 nnnn 0iii dddd ii00 mmmm", "pkhbt", "<Rd>, <Rn>, <Rm><packlsl>", "Dsp.pkhbt");
            row("1110 1010 1100 nnnn 0iii dddd ii10 mmmm", "pkhtb", "<Rd>, <Rn>, <Rm><packasr>", "Dsp.pkhtb");
            extension("000", "sxtah");
            extension("001", "uxtah");
            extension("010", "sxtab16");
            extension("011", "uxtab16");
            extension("100", "sxtab");
            extension("101", "uxtab");
            row("1111 1010 0010 1111 1111 dddd 10rr mmmm", "sxtb16", "<Rd>, <Rm><ror>", "Dsp.sxtb16");
            row("1111 1010 0011 1111 1111 dddd 10rr mmmm", "uxtb16", "<Rd>, <Rm><ror>", "Dsp.uxtb16");
            String[] prefixes = {"s", "q", "sh", "", "u", "uq", "uh"};
            for (int kind = 0; kind < prefixes.length; kind++) {
                if (!prefixes[kind].isEmpty()) {
                    String low = kind < 4 ? "00" + bits(kind, 2) : "01" + bits(kind - 4, 2);
                    parallel("000", low, prefixes[kind] + "add8");
                    parallel("001", low, prefixes[kind] + "add16");
                    parallel("010", low, prefixes[kind] + "asx");
                    parallel("100", low, prefixes[kind] + "sub8");
                    parallel("101", low, prefixes[kind] + "sub16");
                    parallel("110", low, prefixes[kind] + "sax");
                }
            }
            row("1111 1010 1000 nnnn 1111 dddd 1000 mmmm", "qadd", "<Rd>, <Rm>, <Rn>", "Saturation.qadd");
            row("1111 1010 1000 nnnn 1111 dddd 1001 mmmm", "qdadd", "<Rd>, <Rm>, <Rn>", "Saturation.qdadd");
            row("1111 1010 1000 nnnn 1111 dddd 1010 mmmm", "qsub", "<Rd>, <Rm>, <Rn>", "Saturation.qsub");
            row("1111 1010 1000 nnnn 1111 dddd 1011 mmmm", "qdsub", "<Rd>, <Rm>, <Rn>", "Saturation.qdsub");
            row("1111 1010 1010 nnnn 1111 dddd 1000 mmmm", "sel", "<Rd>, <Rn>, <Rm>", "Dsp.sel");
        }

        private void extension(String opcode, String adding) {
            row("1111 1010 0" + opcode + " nnnn 1111 dddd 10rr mmmm", adding, "<Rd>, <Rn>, <Rm><ror>", "Dsp." + adding);
        }

        private void parallel(String opcode, String low, String name) {
            row(
                    "1111 1010 1" + opcode + " nnnn 1111 dddd " + low + " mmmm",
                    name,
                    "<Rd>, <Rn>, <Rm>",
                    "Parallel." + name);
        }

        private void dspMultiplications() {
            for (int halves = 0; halves < 4; halves++) {
                String name = "" + "bt".charAt(halves >>> 1) + "bt".charAt(halves & 1);
                String low = "00" + bits(halves, 2);
                accumulating("001", low, "smla" + name, "smul" + name);
                row(
                        "1111 1011 1100 nnnn dddd aaaa 10" + bits(halves, 2) + " mmmm",
                        "smlal" + name,
                        "<Rd>, <Ra>, <Rn>, <Rm>",
                        "DspMultiplication.smlal" + name);
            }
            for (int x = 0; x < 2; x++) {
                String half = x == 0 ? "b" : "t";
                String exchange = x == 0 ? "" : "x";
                String round = x == 0 ? "" : "r";
                accumulating("010", "000" + x, "smlad" + exchange, "smuad" + exchange);
                accumulating("011", "000" + x, "smlaw" + half, "smulw" + half);
                accumulating("100", "000" + x, "smlsd" + exchange, "smusd" + exchange);
                accumulating("101", "000" + x, "smmla" + round, "smmul" + round);
                row(
                        "1111 1011 0110 nnnn aaaa dddd 000" + x + " mmmm",
                        "smmls" + round,
                        "<Rd>, <Rn>, <Rm>, <Ra>",
                        "DspMultiplication.smmls" + round);
                row(
                        "1111 1011 1100 nnnn dddd aaaa 110" + x + " mmmm",
                        "smlald" + exchange,
                        "<Rd>, <Ra>, <Rn>, <Rm>",
                        "DspMultiplication.smlald" + exchange);
                row(
                        "1111 1011 1101 nnnn dddd aaaa 110" + x + " mmmm",
                        "smlsld" + exchange,
                        "<Rd>, <Ra>, <Rn>, <Rm>",
                        "DspMultiplication.smlsld" + exchange);
            }
            accumulating("111", "0000", "usada8", "usad8");
            row(
                    "1111 1011 1110 nnnn dddd aaaa 0110 mmmm",
                    "umaal",
                    "<Rd>, <Ra>, <Rn>, <Rm>",
                    "DspMultiplication.umaal");
        }

        /** A multiplication with an accumulator, and the form without, whose accumulator field is 15. */
        private void accumulating(String opcode, String low, String name, String plain) {
            row(
                    "1111 1011 0" + opcode + " nnnn aaaa dddd " + low + " mmmm",
                    name,
                    "<Rd>, <Rn>, <Rm>, <Ra>",
                    "DspMultiplication." + name);
            row(
                    "1111 1011 0" + opcode + " nnnn 1111 dddd " + low + " mmmm",
                    plain,
                    "<Rd>, <Rn>, <Rm>",
                    "DspMultiplication." + plain);
        }

        private void floatTransfers() {
            row("1110 1101 uD01 nnnn dddd 1010 iiii iiii", "vldr", "<Sd>, [<Rn><(+-i*4)>]", "FloatTransfer.load");
            row("1110 1101 uD01 1111 dddd 1010 iiii iiii", "vldr", "<Sd>, <pc+-i*4>", "FloatTransfer.loadLiteral");
            row("1110 1101 uD00 nnnn dddd 1010 iiii iiii", "vstr", "<Sd>, [<Rn><(+-i*4)>]", "FloatTransfer.store");
            row("1110 1101 u001 nnnn dddd 1011 iiii iiii", "vldr", "<Dd>, [<Rn><(+-i*4)>]", "FloatTransfer.loadPair");
            row("1110 1101 u001 1111 dddd 1011 iiii iiii", "vldr", "<Dd>, <pc+-i*4>", "FloatTransfer.loadPairLiteral");
            row("1110 1101 u000 nnnn dddd 1011 iiii iiii", "vstr", "<Dd>, [<Rn><(+-i*4)>]", "FloatTransfer.storePair");
            floatMultiple("D", "1010", "<singles>");
            floatMultiple("0", "1011", "<doubles>");
            row("1110 1110 0000 nnnn dddd 1010 N001 0000", "vmov", "<Sn>, <Rd>", "FloatTransfer.fromCore");
            row("1110 1110 0001 nnnn dddd 1010 N001 0000", "vmov", "<Rd>, <Sn>", "FloatTransfer.toCore");
            row("1110 1110 0000 nnnn dddd 1011 0001 0000", "vmov.32", "<Dn>[0], <Rd>", "FloatTransfer.fromCore");
            row("1110 1110 0010 nnnn dddd 1011 0001 0000", "vmov.32", "<Dn>[1], <Rd>", "FloatTransfer.fromCoreHigh");
            row("1110 1110 0001 nnnn dddd 1011 0001 0000", "vmov.32", "<Rd>, <Dn>[0]", "FloatTransfer.toCore");
            row("1110 1110 0011 nnnn dddd 1011 0001 0000", "vmov.32", "<Rd>, <Dn>[1]", "FloatTransfer.toCoreHigh");
            row(
                    "1110 1100 0100 aaaa dddd 1010 00M1 mmmm",
                    "vmov",
                    "<Sm>, <Sm+1>, <Rd>, <Ra>",
                    "FloatTransfer.pairFromCore");
            row(
                    "1110 1100 0101 aaaa dddd 1010 00M1 mmmm",
                    "vmov",
                    "<Rd>, <Ra>, <Sm>, <Sm+1>",
                    "FloatTransfer.pairToCore");
            row("1110 1100 0100 aaaa dddd 1011 0001 mmmm", "vmov", "<Dm>, <Rd>, <Ra>", "FloatTransfer.pairFromCore");
            row("1110 1100 0101 aaaa dddd 1011 0001 mmmm", "vmov", "<Rd>, <Ra>, <Dm>", "FloatTransfer.pairToCore");
            row("1110 1110 1110 0001 dddd 1010 0001 0000", "vmsr", "fpscr, <Rd>", "FloatTransfer.toStatus");
            row("1110 1110 1111 0001 dddd 1010 0001 0000", "vmrs", "<Rd>, fpscr", "FloatTransfer.fromStatus");
            row("1110 1110 1111 0001 1111 1010 0001 0000", "vmrs", "apsr_nzcv, fpscr", "FloatTransfer.statusToFlags");
        }

        private void floatMultiple(String high, String coprocessor, String list) {
            String tail = " nnnn dddd " + coprocessor + " iiii iiii";
            String stack = " 1101 dddd " + coprocessor + " iiii iiii";
            row("1110 1100 1" + high + "00" + tail, "vstmia", "<Rn>, " + list, "FloatTransfer.storeMultiple");
            row("1110 1100 1" + high + "10" + tail, "vstmia", "<Rn>!, " + list, "FloatTransfer.storeMultipleUpdating");
            row("1110 1101 0" + high + "10" + tail, "vstmdb", "<Rn>!, " + list, "FloatTransfer.storeMultipleBefore");
            row("1110 1101 0" + high + "10" + stack, "vpush", list, "FloatTransfer.storeMultipleBefore:n=13");
            row("1110 1100 1" + high + "01" + tail, "vldmia", "<Rn>, " + list, "FloatTransfer.loadMultiple");
            row("1110 1100 1" + high + "11" + tail, "vldmia", "<Rn>!, " + list, "FloatTransfer.loadMultipleUpdating");
            row("1110 1101 0" + high + "11" + tail, "vldmdb", "<Rn>!, " + list, "FloatTransfer.loadMultipleBefore");
            row("1110 1100 1" + high + "11" + stack, "vpop", list, "FloatTransfer.loadMultipleUpdating:n=13");
        }

        private void floatArithmetic() {
            float3("0D00", "N0M0", "vmla");
            float3("0D00", "N1M0", "vmls");
            float3("0D01", "N0M0", "vnmls");
            float3("0D01", "N1M0", "vnmla");
            float3("0D10", "N0M0", "vmul");
            float3("0D10", "N1M0", "vnmul");
            float3("0D11", "N0M0", "vadd");
            float3("0D11", "N1M0", "vsub");
            float3("1D00", "N0M0", "vdiv");
            float3("1D01", "N0M0", "vfnms");
            float3("1D01", "N1M0", "vfnma");
            float3("1D10", "N0M0", "vfma");
            float3("1D10", "N1M0", "vfms");
            row(
                    "1110 1110 1D11 jjjj dddd 1010 0000 iiii",
                    "vmov.f32",
                    "<Sd>, <float>",
                    "FloatArithmetic.vmovImmediate");
            float2("0000", "01M0", "vmov.f32", "vmov");
            float2("0000", "11M0", "vabs.f32", "vabs");
            float2("0001", "01M0", "vneg.f32", "vneg");
            float2("0001", "11M0", "vsqrt.f32", "vsqrt");
            float2("0100", "01M0", "vcmp.f32", "vcmp");
            float2("0100", "11M0", "vcmpe.f32", "vcmpe");
            row("1110 1110 1D11 0101 dddd 1010 0100 0000", "vcmp.f32", "<Sd>, #0", "FloatArithmetic.vcmpZero");
            row("1110 1110 1D11 0101 dddd 1010 1100 0000", "vcmpe.f32", "<Sd>, #0", "FloatArithmetic.vcmpeZero");
        }

        private void float3(String opcode, String low, String name) {
            row(
                    "1110 1110 " + opcode + " nnnn dddd 1010 " + low + " mmmm",
                    name + ".f32",
                    "<Sd>, <Sn>, <Sm>",
                    "FloatArithmetic." + name);
        }

        private void float2(String opcode, String low, String mnemonic, String method) {
            row(
                    "1110 1110 1D11 " + opcode + " dddd 1010 " + low + " mmmm",
                    mnemonic,
                    "<Sd>, <Sm>",
                    "FloatArithmetic." + method);
        }

        private void floatConversions() {
            conversion("0010", "01M0", "vcvtb.f32.f16", "halfToSingleBottom");
            conversion("0010", "11M0", "vcvtt.f32.f16", "halfToSingleTop");
            conversion("0011", "01M0", "vcvtb.f16.f32", "singleToHalfBottom");
            conversion("0011", "11M0", "vcvtt.f16.f32", "singleToHalfTop");
            conversion("1000", "01M0", "vcvt.f32.u32", "fromUnsigned");
            conversion("1000", "11M0", "vcvt.f32.s32", "fromSigned");
            conversion("1100", "01M0", "vcvtr.u32.f32", "toUnsignedRounded");
            conversion("1100", "11M0", "vcvt.u32.f32", "toUnsigned");
            conversion("1101", "01M0", "vcvtr.s32.f32", "toSignedRounded");
            conversion("1101", "11M0", "vcvt.s32.f32", "toSigned");
            fixedPoint("1010", "01i0", "vcvt.f32.s16", "16", "fromFixedSigned16");
            fixedPoint("1010", "11i0", "vcvt.f32.s32", "32", "fromFixedSigned32");
            fixedPoint("1011", "01i0", "vcvt.f32.u16", "16", "fromFixedUnsigned16");
            fixedPoint("1011", "11i0", "vcvt.f32.u32", "32", "fromFixedUnsigned32");
            fixedPoint("1110", "01i0", "vcvt.s16.f32", "16", "toFixedSigned16");
            fixedPoint("1110", "11i0", "vcvt.s32.f32", "32", "toFixedSigned32");
            fixedPoint("1111", "01i0", "vcvt.u16.f32", "16", "toFixedUnsigned16");
            fixedPoint("1111", "11i0", "vcvt.u32.f32", "32", "toFixedUnsigned32");
        }

        private void conversion(String opcode, String low, String mnemonic, String method) {
            row(
                    "1110 1110 1D11 " + opcode + " dddd 1010 " + low + " mmmm",
                    mnemonic,
                    "<Sd>, <Sm>",
                    "FloatConversion." + method);
        }

        private void fixedPoint(String opcode, String low, String mnemonic, String size, String method) {
            row(
                    "1110 1110 1D11 " + opcode + " dddd 1010 " + low + " jjjj",
                    mnemonic,
                    "<Sd>, <Sd>, <fbits" + size + ">",
                    "FloatConversion." + method);
        }

        private void floatVersion5() {
            conversion("0110", "01M0", "vrintr.f32", "roundByMode");
            conversion("0110", "11M0", "vrintz.f32", "roundToZero");
            conversion("0111", "01M0", "vrintx.f32", "roundExact");
            String[] conditions = {"eq", "vs", "ge", "gt"};
            String[] modes = {"a", "n", "p", "m"};
            for (int i = 0; i < 4; i++) {
                String code = bits(i, 2);
                row(
                        "1111 1110 0D" + code + " nnnn dddd 1010 N0M0 mmmm",
                        "vsel" + conditions[i] + ".f32",
                        "<Sd>, <Sn>, <Sm>",
                        "FloatArithmetic.vsel" + conditions[i]);
                row(
                        "1111 1110 1D11 10" + code + " dddd 1010 01M0 mmmm",
                        "vrint" + modes[i] + ".f32",
                        "<Sd>, <Sm>",
                        "FloatConversion.vrint" + modes[i]);
                row(
                        "1111 1110 1D11 11" + code + " dddd 1010 01M0 mmmm",
                        "vcvt" + modes[i] + ".u32.f32",
                        "<Sd>, <Sm>",
                        "FloatConversion.vcvt" + modes[i] + "Unsigned");
                row(
                        "1111 1110 1D11 11" + code + " dddd 1010 11M0 mmmm",
                        "vcvt" + modes[i] + ".s32.f32",
                        "<Sd>, <Sm>",
                        "FloatConversion.vcvt" + modes[i] + "Signed");
            }
            row("1111 1110 1D00 nnnn dddd 1010 N0M0 mmmm", "vmaxnm.f32", "<Sd>, <Sn>, <Sm>", "FloatArithmetic.vmaxnm");
            row("1111 1110 1D00 nnnn dddd 1010 N1M0 mmmm", "vminnm.f32", "<Sd>, <Sn>, <Sm>", "FloatArithmetic.vminnm");
        }

        /** What the architecture says is UNDEFINED on these cores, and coprocessors that they do not have. */
        private void undefined() {
            precedence = -2;
            row("111- 110- ---- ---- ---- ---- ---- ----", "coprocessor", "", "SystemInstructions.noCoprocessor");
            row("111- 1110 ---- ---- ---- ---- ---- ----", "coprocessor", "", "SystemInstructions.noCoprocessor");
            precedence = -1;
            row("1110 110- -1-- ---- ---- 1011 ---- ----", "undefined", "", "SystemInstructions.undefined");
            row("111- 1110 ---- ---- ---- 1011 ---0 ----", "double precision", "", "SystemInstructions.undefined");
            row("1110 1111 ---- ---- ---- ---- ---- ----", "undefined", "", "SystemInstructions.undefined");
            row("1111 1111 ---- ---- ---- ---- ---- ----", "undefined", "", "SystemInstructions.undefined");
            precedence = -2;
            row("1111 1001 ---0 ---- ---- ---- ---- ----", "undefined", "", "SystemInstructions.undefined");
            precedence = -1;
            row("1111 100- -11- ---- ---- ---- ---- ----", "undefined", "", "SystemInstructions.undefined");
            precedence = 0;
        }

        /** A 16-bit instruction that sets flags outside an IT block and none inside. */
        private void flagSetting(String pattern, String mnemonic, String operands, String semantics) {
            Instruction quiet = create(pattern, mnemonic, operands, semantics, true, Optional.empty());
            rows.add(quiet);
            String method = semantics + "s";
            rows.add(create(pattern, mnemonic + "s", operands, method, false, Optional.of(quiet)));
        }

        private void row(String pattern, String mnemonic, String operands, String semantics) {
            rows.add(create(pattern, mnemonic, operands, semantics, false, Optional.empty()));
        }

        private Instruction create(
                String pattern,
                String mnemonic,
                String operands,
                String semantics,
                boolean onlyInsideItBlock,
                Optional<Instruction> insideItBlock) {
            return new Instruction(
                    rows.size(),
                    pattern,
                    mnemonic,
                    operands,
                    semantics,
                    extensionOf(pattern, mnemonic),
                    precedence,
                    onlyInsideItBlock,
                    insideItBlock);
        }

        private Extension extensionOf(String pattern, String mnemonic) {
            if (extension != Extension.MAINLINE) {
                return extension;
            }
            Extension usual = pattern.replace(" ", "").length() == 16 ? Extension.BASE : Extension.MAINLINE;
            return EXTENSIONS.getOrDefault(mnemonic, usual);
        }

        private static Map<String, Extension> extensions() {
            Map<String, Extension> result = new HashMap<>();
            result.put("it", Extension.MAINLINE);
            for (String name : List.of("bl", "msr", "mrs", "dsb", "dmb", "isb", "udf.w")) {
                result.put(name, Extension.BASE);
            }
            for (String name : List.of("coprocessor", "undefined", "double precision")) {
                result.put(name, Extension.BASE);
            }
            for (String name : List.of("cbz", "cbnz", "b.w", "movw", "movt", "sdiv", "udiv", "clrex")) {
                result.put(name, Extension.BASELINE);
            }
            for (String name : List.of("ldrex", "ldrexb", "ldrexh", "strex", "strexb", "strexh")) {
                result.put(name, Extension.BASELINE);
            }
            return Map.copyOf(result);
        }

        private static String bits(int value, int width) {
            String text = "0000" + Integer.toBinaryString(value);
            return text.substring(text.length() - width);
        }
    }
}

package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait.BRANCH;
import static dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait.BRANCHES_TO_REGISTER;
import static dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait.DOUBLE_PRECISION;
import static dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait.DSP;
import static dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait.EXCEPTION;
import static dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait.FLOATING_POINT;
import static dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait.LOADS_PC;
import static dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait.LOADS_PC_FROM_CODE;
import static dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait.MASKS_EXCEPTIONS;
import static dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait.NOT_IN_IT;
import static dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait.STORES_EXCLUSIVE;
import static dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Trait.WRITES_SP;

import dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Access;
import dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Index;
import dev.kenning.testbench.emulator.core.arm.ThumbEncoding.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The Thumb encodings of ARMv7E-M with FPv5 single precision, after DDI 0403E, chapters A5 to A7, and DDI 0403E.b's FPv5.
 *
 * <p>Left out: what sleeps (WFI), branches to itself, or is a debugger's business.
 */
final class ThumbEncodings {

    static final List<ThumbEncoding> ALL =
            Stream.concat(integer().stream(), floatingPoint().stream()).toList();

    private ThumbEncodings() {}

    private static List<ThumbEncoding> integer() {
        List<ThumbEncoding> all = new ArrayList<>();
        shortDataProcessing(all);
        shortMemory(all);
        shortOther(all);
        multiple(all);
        dualAndExclusive(all);
        shiftedRegister(all);
        immediates(all);
        branchesAndSystem(all);
        undefined(all);
        singleMemory(all);
        registerForms(all);
        multiplications(all);
        return List.copyOf(all);
    }

    private static void shortDataProcessing(List<ThumbEncoding> all) {
        all.add(of("lsls/movs Rd,Rm,#imm", "00000 iiiii mmm ddd").where(word -> word.is('i')));
        all.add(of("movs Rd,Rm", "0000000000 mmm ddd").with(NOT_IN_IT));
        all.add(of("lsrs Rd,Rm,#imm", "00001 iiiii mmm ddd"));
        all.add(of("asrs Rd,Rm,#imm", "00010 iiiii mmm ddd"));
        all.add(of("adds Rd,Rn,Rm", "0001100 mmm nnn ddd"));
        all.add(of("subs Rd,Rn,Rm", "0001101 mmm nnn ddd"));
        all.add(of("adds Rd,Rn,#imm", "0001110 iii nnn ddd"));
        all.add(of("subs Rd,Rn,#imm", "0001111 iii nnn ddd"));
        all.add(of("movs Rd,#imm", "00100 ddd iiiiiiii"));
        all.add(of("cmp Rn,#imm", "00101 nnn iiiiiiii"));
        all.add(of("adds Rd,#imm", "00110 ddd iiiiiiii"));
        all.add(of("subs Rd,#imm", "00111 ddd iiiiiiii"));
        String[] operations = {
            "ands", "eors", "lsls", "lsrs", "asrs", "adcs", "sbcs", "rors", "tst", "rsbs", "cmp", "cmn", "orrs", "muls",
            "bics", "mvns"
        };
        for (int i = 0; i < operations.length; i++) {
            all.add(of(operations[i] + " Rd,Rm", "010000 " + binary(i, 4) + " mmm ddd"));
        }
        all.add(of("add Rd,Rm", "01000100 D mmmm ddd").where(word -> word.high('d') < 13 || word.high('d') == 14));
        all.add(of("add sp,Rm", "01000100 1 mmmm 101").with(WRITES_SP).notPc("m"));
        all.add(of("add pc,Rm", "01000100 1 mmmm 111")
                .with(BRANCH, BRANCHES_TO_REGISTER)
                .general("m"));
        all.add(of("cmp Rn,Rm", "01000101 N mmmm nnn")
                .notPc("m")
                .where(word -> word.high('n') != 15 && (word.high('n') > 7 || word.get('m') > 7)));
        all.add(of("mov Rd,Rm", "01000110 D mmmm ddd").where(word -> word.high('d') < 13 || word.high('d') == 14));
        all.add(of("mov sp,Rm", "01000110 1 mmmm 101").with(WRITES_SP).notPc("m"));
        all.add(of("mov pc,Rm", "01000110 1 mmmm 111")
                .with(BRANCH, BRANCHES_TO_REGISTER)
                .general("m"));
        all.add(of("bx Rm", "010001110 mmmm 000")
                .with(BRANCH, BRANCHES_TO_REGISTER)
                .general("m"));
        all.add(of("blx Rm", "010001111 mmmm 000")
                .with(BRANCH, BRANCHES_TO_REGISTER)
                .general("m"));
        all.add(of("adr Rd", "10100 ddd iiiiiiii"));
        all.add(of("add Rd,sp,#imm", "10101 ddd iiiiiiii"));
        all.add(of("add sp,#imm", "101100000 iiiiiii"));
        all.add(of("sub sp,#imm", "101100001 iiiiiii"));
        all.add(of("sxth/sxtb/uxth/uxtb Rd,Rm", "10110010 oo mmm ddd"));
        all.add(of("rev/rev16/revsh Rd,Rm", "10111010 oo mmm ddd").where(word -> word.get('o') != 2));
    }

    private static void shortMemory(List<ThumbEncoding> all) {
        all.add(of("ldr Rt,[pc]", "01001 ttt iiiiiiii"));
        String[] names = {"str", "strh", "strb", "ldrsb", "ldr", "ldrh", "ldrb", "ldrsh"};
        int[] sizes = {4, 2, 1, 1, 4, 2, 1, 2};
        for (int i = 0; i < names.length; i++) {
            all.add(of(names[i] + " Rt,[Rn,Rm]", "0101 " + binary(i, 3) + " mmm nnn ttt")
                    .accesses(indexed(word -> 0, sizes[i])));
        }
        all.add(of("str Rt,[Rn,#imm]", "01100 iiiii nnn ttt").accesses(based('n', word -> 4 * word.get('i'), 1, 4)));
        all.add(of("ldr Rt,[Rn,#imm]", "01101 iiiii nnn ttt").accesses(based('n', word -> 4 * word.get('i'), 1, 4)));
        all.add(of("strb Rt,[Rn,#imm]", "01110 iiiii nnn ttt").accesses(based('n', word -> word.get('i'), 1, 1)));
        all.add(of("ldrb Rt,[Rn,#imm]", "01111 iiiii nnn ttt").accesses(based('n', word -> word.get('i'), 1, 1)));
        all.add(of("strh Rt,[Rn,#imm]", "10000 iiiii nnn ttt").accesses(based('n', word -> 2 * word.get('i'), 1, 2)));
        all.add(of("ldrh Rt,[Rn,#imm]", "10001 iiiii nnn ttt").accesses(based('n', word -> 2 * word.get('i'), 1, 2)));
        all.add(of("str Rt,[sp,#imm]", "10010 ttt iiiiiiii").accesses(fromStack(word -> 4 * word.get('i'), word -> 4)));
        all.add(of("ldr Rt,[sp,#imm]", "10011 ttt iiiiiiii").accesses(fromStack(word -> 4 * word.get('i'), word -> 4)));
        all.add(of("push", "1011010 rrrrrrrrr")
                .where(word -> word.is('r'))
                .accesses(fromStack(word -> -4 * word.count('r'), word -> 4 * word.count('r'))));
        all.add(of("pop", "10111100 rrrrrrrr")
                .where(word -> word.is('r'))
                .accesses(fromStack(word -> 0, word -> 4 * word.count('r'))));
        all.add(of("pop pc", "10111101 rrrrrrrr")
                .with(BRANCH, LOADS_PC)
                .accesses(fromStack(word -> 0, word -> 4 * word.count('r') + 4)));
        all.add(of("stmia Rn!", "11000 nnn rrrrrrrr")
                .where(word -> word.is('r'))
                .where(word -> (word.get('r') & 1 << word.get('n')) == 0
                        || Integer.numberOfTrailingZeros(word.get('r')) == word.get('n'))
                .accesses(list('n', word -> 0)));
        all.add(of("ldmia Rn", "11001 nnn rrrrrrrr").where(word -> word.is('r')).accesses(list('n', word -> 0)));
    }

    private static void shortOther(List<ThumbEncoding> all) {
        all.add(of("cbz/cbnz", "1011 o0i1 iiiii nnn").with(BRANCH, NOT_IN_IT));
        all.add(of("cps", "10110110011 m 00 if")
                .with(NOT_IN_IT, MASKS_EXCEPTIONS)
                .where(word -> word.is('i') || word.is('f')));
        all.add(of("bkpt", "10111110 iiiiiiii").with(EXCEPTION).where(word -> word.get('i') != 0xab));
        all.add(of("nop/yield/wfe/sev/hint", "10111111 oooo 0000").where(word -> word.get('o') != 3));
        all.add(of("b<c>", "1101 cccc iiiiiiii").with(BRANCH, NOT_IN_IT).where(word -> word.get('c') < 14));
        all.add(of("udf", "11011110 iiiiiiii").with(EXCEPTION));
        all.add(of("svc", "11011111 iiiiiiii").with(EXCEPTION));
        all.add(of("b", "11100 iiiiiiiiiii").with(BRANCH));
    }

    private static void multiple(List<ThumbEncoding> all) {
        for (String form : List.of("ia 1110 100 010", "db 1110 100 100")) {
            String mode = form.substring(0, 2);
            String bits = form.substring(3);
            ToIntFunction<Word> down = word -> mode.equals("db") ? -4 * word.count('r') : 0;
            ToIntFunction<Word> downWithPc = word -> mode.equals("db") ? -4 * word.count('r') - 4 : 0;
            all.add(of("stm" + mode + ".w", bits + "W0 nnnn 0r0r rrrr rrrr rrrr")
                    .notPc("n")
                    .where(word -> word.count('r') >= 2)
                    .where(word -> !word.is('W') || !inLongList(word))
                    .accesses(
                            new Access(word -> word.get('n'), down, Optional.empty(), 4, word -> 4 * word.count('r'))));
            all.add(of("ldm" + mode + ".w", bits + "W1 nnnn 0r0r rrrr rrrr rrrr")
                    .notPc("n")
                    .where(word -> word.count('r') >= 2)
                    .where(word -> !word.is('W') || !inLongList(word))
                    .accesses(
                            new Access(word -> word.get('n'), down, Optional.empty(), 4, word -> 4 * word.count('r'))));
            all.add(of("ldm" + mode + ".w pc", bits + "W1 nnnn 100r rrrr rrrr rrrr")
                    .with(BRANCH, LOADS_PC)
                    .notPc("n")
                    .where(word -> word.count('r') >= 1)
                    .where(word -> mode.equals("ia") || word.get('n') != 13)
                    .where(word -> !word.is('W') || (word.get('r') & 1 << word.get('n')) == 0)
                    .accesses(new Access(
                            word -> word.get('n'), downWithPc, Optional.empty(), 4, word -> 4 * word.count('r') + 4)));
        }
    }

    /** The list of 14 bits leaves out SP: R14 is the bit above R12. */
    private static boolean inLongList(Word word) {
        int list = (word.get('r') & 0x1fff) | (word.get('r') & 0x2000) << 1;
        return (list & 1 << word.get('n')) != 0;
    }

    private static void dualAndExclusive(List<ThumbEncoding> all) {
        ToIntFunction<Word> offset = word -> word.is('P') ? (word.is('U') ? 4 : -4) * word.get('i') : 0;
        all.add(of("strd", "1110 100P U1W0 nnnn tttt uuuu iiiiiiii")
                .where(word -> word.is('P') || word.is('W'))
                .general("tu")
                .notPc("n")
                .where(word -> !word.is('W') || (word.get('n') != word.get('t') && word.get('n') != word.get('u')))
                .accesses(new Access(word -> word.get('n'), offset, Optional.empty(), 4, word -> 8)));
        all.add(of("ldrd", "1110 100P U1W1 nnnn tttt uuuu iiiiiiii")
                .where(word -> word.is('P') || word.is('W'))
                .general("tu")
                .notPc("n")
                .where(word -> word.get('t') != word.get('u'))
                .where(word -> !word.is('W') || (word.get('n') != word.get('t') && word.get('n') != word.get('u')))
                .accesses(new Access(word -> word.get('n'), offset, Optional.empty(), 4, word -> 8)));
        all.add(of("ldrd pc", "1110 1001 U101 1111 tttt uuuu iiiiiiii")
                .general("tu")
                .where(word -> word.get('t') != word.get('u')));
        all.add(of("strex", "1110 1000 0100 nnnn tttt dddd iiiiiiii")
                .with(STORES_EXCLUSIVE)
                .general("td")
                .notPc("n")
                .where(word -> word.get('d') != word.get('n') && word.get('d') != word.get('t'))
                .accesses(based('n', word -> 4 * word.get('i'), 4, 4)));
        all.add(of("ldrex", "1110 1000 0101 nnnn tttt 1111 iiiiiiii")
                .general("t")
                .notPc("n")
                .accesses(based('n', word -> 4 * word.get('i'), 4, 4)));
        for (int size = 1; size <= 2; size++) {
            String suffix = size == 1 ? "b" : "h";
            String bits = size == 1 ? "0100" : "0101";
            all.add(of("strex" + suffix, "1110 1000 1100 nnnn tttt 1111 " + bits + " dddd")
                    .with(STORES_EXCLUSIVE)
                    .general("td")
                    .notPc("n")
                    .where(word -> word.get('d') != word.get('n') && word.get('d') != word.get('t'))
                    .accesses(based('n', word -> 0, size, size)));
            all.add(of("ldrex" + suffix, "1110 1000 1101 nnnn tttt 1111 " + bits + " 1111")
                    .general("t")
                    .notPc("n")
                    .accesses(based('n', word -> 0, size, size)));
        }
        all.add(of("tbb", "1110 1000 1101 nnnn 1111 0000 0000 mmmm")
                .with(BRANCH)
                .general("nm")
                .accesses(indexed(word -> 0, 1)));
        all.add(of("tbh", "1110 1000 1101 nnnn 1111 0000 0001 mmmm")
                .with(BRANCH)
                .general("nm")
                .accesses(indexed(word -> 1, 2)));
    }

    private static void shiftedRegister(List<ThumbEncoding> all) {
        String tail = " nnnn 0iii dddd iioo mmmm";
        String[] names = {"and", "bic", "orr", "orn", "eor", "", "", "", "add", "", "adc", "sbc", "", "sub", "rsb"};
        for (int i = 0; i < names.length; i++) {
            if (!names[i].isEmpty()) {
                all.add(of(names[i] + "{s}.w Rd,Rn,Rm,shift", "1110 101" + binary(i, 4) + "S" + tail)
                        .general("dnm"));
            }
        }
        all.add(of("add{s}.w Rd,sp,Rm,shift", "1110 101 1000 S 1101 0iii dddd iioo mmmm")
                .general("dm"));
        all.add(of("sub{s}.w Rd,sp,Rm,shift", "1110 101 1101 S 1101 0iii dddd iioo mmmm")
                .general("dm"));
        all.add(of("add{s}.w sp,sp,Rm,lsl", "1110 101 1000 S 1101 0000 1101 ii00 mmmm")
                .with(WRITES_SP)
                .general("m"));
        all.add(of("sub{s}.w sp,sp,Rm,lsl", "1110 101 1101 S 1101 0000 1101 ii00 mmmm")
                .with(WRITES_SP)
                .general("m"));
        all.add(of("tst.w Rn,Rm,shift", "1110 101 0000 1 nnnn 0iii 1111 iioo mmmm")
                .general("nm"));
        all.add(of("teq.w Rn,Rm,shift", "1110 101 0100 1 nnnn 0iii 1111 iioo mmmm")
                .general("nm"));
        all.add(of("cmn.w Rn,Rm,shift", "1110 101 1000 1 nnnn 0iii 1111 iioo mmmm")
                .notPc("n")
                .general("m"));
        all.add(of("cmp.w Rn,Rm,shift", "1110 101 1101 1 nnnn 0iii 1111 iioo mmmm")
                .notPc("n")
                .general("m"));
        all.add(of("mov{s}.w/shift Rd,Rm", "1110 101 0010 S 1111 0iii dddd iioo mmmm")
                .general("dm"));
        all.add(of("mov.w Rd,sp", "1110 101 0010 0 1111 0000 dddd 0000 1101").general("d"));
        all.add(of("mov.w sp,Rm", "1110 101 0010 0 1111 0000 1101 0000 mmmm")
                .with(WRITES_SP)
                .general("m"));
        all.add(of("mvn{s}.w Rd,Rm,shift", "1110 101 0011 S 1111 0iii dddd iioo mmmm")
                .general("dm"));
        all.add(of("pkhbt/pkhtb", "1110 1010 1100 nnnn 0iii dddd iio0 mmmm")
                .with(DSP)
                .general("dnm"));
    }

    private static void immediates(List<ThumbEncoding> all) {
        String[] names = {"and", "bic", "orr", "orn", "eor", "", "", "", "add", "", "adc", "sbc", "", "sub", "rsb"};
        for (int i = 0; i < names.length; i++) {
            if (!names[i].isEmpty()) {
                all.add(modified(names[i] + "{s}.w Rd,Rn,#imm", binary(i, 4) + "S nnnn", "dddd")
                        .general("dn"));
            }
        }
        all.add(modified("add{s}.w Rd,sp,#imm", "1000 S 1101", "dddd").general("d"));
        all.add(modified("sub{s}.w Rd,sp,#imm", "1101 S 1101", "dddd").general("d"));
        all.add(modified("add{s}.w sp,sp,#imm", "1000 S 1101", "1101")
                .where(word -> (word.get('i') & 0xf00) == 0)
                .with(WRITES_SP));
        all.add(modified("sub{s}.w sp,sp,#imm", "1101 S 1101", "1101")
                .where(word -> (word.get('i') & 0xf00) == 0)
                .with(WRITES_SP));
        all.add(modified("tst.w Rn,#imm", "0000 1 nnnn", "1111").general("n"));
        all.add(modified("teq.w Rn,#imm", "0100 1 nnnn", "1111").general("n"));
        all.add(modified("cmn.w Rn,#imm", "1000 1 nnnn", "1111").notPc("n"));
        all.add(modified("cmp.w Rn,#imm", "1101 1 nnnn", "1111").notPc("n"));
        all.add(modified("mov{s}.w Rd,#imm", "0010 S 1111", "dddd").general("d"));
        all.add(modified("mvn{s}.w Rd,#imm", "0011 S 1111", "dddd").general("d"));
        all.add(of("addw", "1111 0i10 0000 nnnn 0iii dddd iiiiiiii")
                .general("d")
                .notPc("n"));
        all.add(of("subw", "1111 0i10 1010 nnnn 0iii dddd iiiiiiii")
                .general("d")
                .notPc("n"));
        all.add(of("adr.w (add)", "1111 0i10 0000 1111 0iii dddd iiiiiiii").general("d"));
        all.add(of("adr.w (sub)", "1111 0i10 1010 1111 0iii dddd iiiiiiii").general("d"));
        all.add(of("movw", "1111 0i10 0100 iiii 0iii dddd iiiiiiii").general("d"));
        all.add(of("movt", "1111 0i10 1100 iiii 0iii dddd iiiiiiii").general("d"));
        all.add(of("ssat", "1111 0011 00h0 nnnn 0iii dddd ii0 sssss")
                .general("dn")
                .where(word -> !word.is('h') || word.is('i')));
        all.add(of("usat", "1111 0011 10h0 nnnn 0iii dddd ii0 sssss")
                .general("dn")
                .where(word -> !word.is('h') || word.is('i')));
        all.add(of("ssat16", "1111 0011 0010 nnnn 0000 dddd 0000 ssss")
                .with(DSP)
                .general("dn"));
        all.add(of("usat16", "1111 0011 1010 nnnn 0000 dddd 0000 ssss")
                .with(DSP)
                .general("dn"));
        all.add(of("sbfx", "1111 0011 0100 nnnn 0iii dddd ii0 wwwww")
                .general("dn")
                .where(word -> word.get('i') + word.get('w') <= 31));
        all.add(of("ubfx", "1111 0011 1100 nnnn 0iii dddd ii0 wwwww")
                .general("dn")
                .where(word -> word.get('i') + word.get('w') <= 31));
        all.add(of("bfi", "1111 0011 0110 nnnn 0iii dddd ii0 wwwww")
                .general("dn")
                .where(word -> word.get('w') >= word.get('i')));
        all.add(of("bfc", "1111 0011 0110 1111 0iii dddd ii0 wwwww")
                .general("d")
                .where(word -> word.get('w') >= word.get('i')));
    }

    private static ThumbEncoding modified(String name, String operation, String destination) {
        return of(name, "1111 0i0" + operation + "0iii" + destination + "iiiiiiii")
                .where(word ->
                        (word.get('i') & 0xc00) != 0 || (word.get('i') & 0x300) == 0 || (word.get('i') & 0xff) != 0);
    }

    private static void branchesAndSystem(List<ThumbEncoding> all) {
        all.add(of("b<c>.w", "1111 0scc cciiiiii 10j0k iiiiiiiiiii")
                .with(BRANCH, NOT_IN_IT)
                .where(word -> word.get('c') < 14));
        all.add(of("b.w", "1111 0siiiiiiiiii 10j1k iiiiiiiiiii").with(BRANCH));
        all.add(of("bl", "1111 0siiiiiiiiii 11j1k iiiiiiiiiii").with(BRANCH));
        all.add(of("msr apsr", "1111 0011 1000 nnnn 1000 mm00 000000ss")
                .general("n")
                .where(word -> word.is('m')));
        all.add(of("msr ipsr/epsr/iepsr", "1111 0011 1000 nnnn 1000 1000 000001ss")
                .general("n")
                .where(word -> word.get('s') != 0));
        all.add(of("msr msp", "1111 0011 1000 nnnn 1000 1000 00001000").general("n"));
        all.add(of("msr psp", "1111 0011 1000 nnnn 1000 1000 00001001")
                .with(WRITES_SP)
                .general("n"));
        all.add(of("msr primask/basepri/basepri_max/faultmask", "1111 0011 1000 nnnn 1000 1000 000100ss")
                .with(MASKS_EXCEPTIONS)
                .general("n"));
        all.add(of("msr control", "1111 0011 1000 nnnn 1000 1000 00010100")
                .with(EXCEPTION)
                .general("n"));
        all.add(of("mrs xpsr", "1111 0011 1110 1111 1000 dddd 00000 sss")
                .general("d")
                .where(word -> word.get('s') != 4));
        all.add(of("mrs msp/psp", "1111 0011 1110 1111 1000 dddd 0000100 s").general("d"));
        all.add(of("mrs primask/basepri/basepri_max/faultmask", "1111 0011 1110 1111 1000 dddd 000100 ss")
                .general("d"));
        all.add(of("mrs control", "1111 0011 1110 1111 1000 dddd 00010100").general("d"));
        all.add(of("nop.w/yield.w/wfe.w/sev.w/hint", "1111 0011 1010 1111 1000 0000 oooooooo")
                .where(word -> word.get('o') != 3));
        all.add(of("clrex", "1111 0011 1011 1111 1000 1111 0010 1111"));
        all.add(of("dsb", "1111 0011 1011 1111 1000 1111 0100 1111"));
        all.add(of("dmb", "1111 0011 1011 1111 1000 1111 0101 1111"));
        all.add(of("isb", "1111 0011 1011 1111 1000 1111 0110 1111"));
        all.add(of("udf.w", "1111 0111 1111 iiii 1010 iiii iiii iiii").with(EXCEPTION));
    }

    /** What must fault, and how. */
    private static void undefined(List<ThumbEncoding> all) {
        all.add(of("mcr/mrc without coprocessor", "1110 1110 oooo nnnn tttt 0ccc ooo1 mmmm")
                .with(EXCEPTION));
        all.add(of("cdp without coprocessor", "1110 1110 oooo nnnn tttt 0ccc ooo0 mmmm")
                .with(EXCEPTION));
        all.add(of("mcrr/mrrc without coprocessor", "1110 1100 010o nnnn tttt 0ccc oooo mmmm")
                .with(EXCEPTION));
        all.add(of("ldc/stc without coprocessor", "1110 110P UDWL nnnn tttt 0ccc iiii iiii")
                .with(EXCEPTION)
                .where(word -> word.is('P') || word.is('U') || word.is('W')));
        all.add(of("unallocated coprocessor space", "111a 1111 oooo oooo oooo 0ooo oooo oooo")
                .with(EXCEPTION));
        all.add(of("unallocated store", "1111 1001 ooo0 oooo oooo oooo oooo oooo")
                .with(EXCEPTION));
        all.add(of("load or store of unallocated size", "1111 100o o11o oooo oooo oooo oooo oooo")
                .with(EXCEPTION));
    }

    private static void singleMemory(List<ThumbEncoding> all) {
        String[] stores = {"strb", "strh", "str"};
        for (int i = 0; i < 3; i++) {
            int size = 1 << i;
            String bits = "1111 1000 ";
            String kind = binary(i, 2);
            String registers = size == 4 ? "" : "t";
            all.add(of(stores[i] + ".w Rt,[Rn,#imm12]", bits + "1" + kind + "0 nnnn tttt iiiiiiiiiiii")
                    .notPc("nt")
                    .general(registers)
                    .accesses(based('n', word -> word.get('i'), 1, size)));
            all.add(of(stores[i] + ".w Rt,[Rn,#imm8] indexed", bits + "0" + kind + "0 nnnn tttt 1PUW iiiiiiii")
                    .notPc("nt")
                    .general(registers)
                    .where(ThumbEncodings::indexes)
                    .where(word -> !word.is('W') || word.get('n') != word.get('t'))
                    .accesses(based('n', ThumbEncodings::indexOffset, 1, size)));
            all.add(of(stores[i] + "t", bits + "0" + kind + "0 nnnn tttt 1110 iiiiiiii")
                    .notPc("n")
                    .general("t")
                    .accesses(based('n', word -> word.get('i'), 1, size)));
            all.add(of(stores[i] + ".w Rt,[Rn,Rm,lsl]", bits + "0" + kind + "0 nnnn tttt 000000ii mmmm")
                    .notPc("nt")
                    .general("m" + registers)
                    .accesses(indexed(word -> word.get('i'), size)));
        }
        String[] loads = {"ldrb", "ldrh", "ldr", "", "ldrsb", "ldrsh"};
        for (int i = 0; i < loads.length; i++) {
            if (loads[i].isEmpty()) {
                continue;
            }
            int size = 1 << (i & 3);
            String bits = "1111 100" + (i >> 2);
            String kind = binary(i & 3, 2);
            all.add(of(loads[i] + ".w Rt,[Rn,#imm12]", bits + "1" + kind + "1 nnnn tttt iiiiiiiiiiii")
                    .notPc("n")
                    .general("t")
                    .accesses(based('n', word -> word.get('i'), 1, size)));
            all.add(of(loads[i] + ".w Rt,[Rn,#imm8] indexed", bits + "0" + kind + "1 nnnn tttt 1PUW iiiiiiii")
                    .notPc("n")
                    .general("t")
                    .where(ThumbEncodings::indexes)
                    .where(word -> !word.is('W') || word.get('n') != word.get('t'))
                    .accesses(based('n', ThumbEncodings::indexOffset, 1, size)));
            all.add(of(loads[i] + "t", bits + "0" + kind + "1 nnnn tttt 1110 iiiiiiii")
                    .notPc("n")
                    .general("t")
                    .accesses(based('n', word -> word.get('i'), 1, size)));
            all.add(of(loads[i] + ".w Rt,[Rn,Rm,lsl]", bits + "0" + kind + "1 nnnn tttt 000000ii mmmm")
                    .notPc("n")
                    .general("tm")
                    .accesses(indexed(word -> word.get('i'), size)));
            all.add(of(loads[i] + ".w Rt,[pc]", bits + "U" + kind + "1 1111 tttt iiiiiiiiiiii")
                    .general("t"));
            if (size < 4) {
                all.add(of(
                                "pld/pli instead of " + loads[i] + " [Rn,#imm12]",
                                bits + "1" + kind + "1 nnnn 1111 iiiiiiiiiiii")
                        .notPc("n")
                        .accesses(based('n', word -> word.get('i'), 1, size)));
                all.add(of(
                                "pld/pli instead of " + loads[i] + " [Rn,#-imm8]",
                                bits + "0" + kind + "1 nnnn 1111 1100 iiiiiiii")
                        .notPc("n")
                        .accesses(based('n', word -> -word.get('i'), 1, size)));
                all.add(of(
                                "pld/pli instead of " + loads[i] + " [Rn,Rm]",
                                bits + "0" + kind + "1 nnnn 1111 000000ii mmmm")
                        .notPc("n")
                        .general("m")
                        .accesses(indexed(word -> word.get('i'), size)));
                all.add(of("pld/pli instead of " + loads[i] + " [pc]", bits + "U" + kind + "1 1111 1111 iiiiiiiiiiii"));
            }
        }
        all.add(of("ldr.w pc,[Rn,#imm12]", "1111 1000 1101 nnnn 1111 iiiiiiiiiiii")
                .with(BRANCH, LOADS_PC)
                .notPc("n")
                .where(word -> word.get('n') != 13 || word.get('i') % 4 == 0)
                .accesses(based('n', word -> word.get('i'), 4, 4)));
        all.add(of("ldr.w pc,[pc,#imm]", "1111 1000 1101 1111 1111 0000000 iii 00")
                .where(word -> word.get('i') >= 1 && word.get('i') <= 4)
                .with(BRANCH, LOADS_PC_FROM_CODE));
        all.add(of("ldr.w pc,[Rn,#imm8] indexed", "1111 1000 0101 nnnn 1111 1PUW iiiiiiii")
                .with(BRANCH, LOADS_PC)
                .notPc("n")
                .where(ThumbEncodings::indexes)
                .where(word -> word.get('n') != 13 || (word.is('U') && word.get('i') % 4 == 0))
                .accesses(based('n', ThumbEncodings::indexOffset, 4, 4)));
        all.add(of("ldr.w pc,[Rn,Rm,lsl]", "1111 1000 0101 nnnn 1111 000000ii mmmm")
                .with(BRANCH, LOADS_PC)
                .general("nm")
                .where(word -> word.get('n') != word.get('m'))
                .accesses(indexed(word -> word.get('i'), 4)));
        all.add(of("ldr.w sp,[Rn,#imm12]", "1111 1000 1101 nnnn 1101 iiiiiiiiiiii")
                .with(WRITES_SP)
                .general("n")
                .accesses(based('n', word -> word.get('i'), 4, 4)));
    }

    /** Tells LDR (immediate) T4 from LDRT and from what is undefined. */
    private static boolean indexes(Word word) {
        return switch (word.get('P') << 2 | word.get('U') << 1 | word.get('W')) {
            case 0, 2, 6 -> false;
            default -> true;
        };
    }

    private static int indexOffset(Word word) {
        if (!word.is('P')) {
            return 0;
        }
        return word.is('U') ? word.get('i') : -word.get('i');
    }

    private static void registerForms(List<ThumbEncoding> all) {
        all.add(of("lsl/lsr/asr/ror{s}.w Rd,Rn,Rm", "1111 1010 0ooS nnnn 1111 dddd 0000 mmmm")
                .general("dnm"));
        String[] extensions = {"sxth", "uxth", "sxtb16", "uxtb16", "sxtb", "uxtb"};
        for (int i = 0; i < extensions.length; i++) {
            ThumbEncoding extend = of(extensions[i] + ".w", "1111 1010 0" + binary(i, 3) + " 1111 1111 dddd 10rr mmmm")
                    .general("dm");
            all.add(extensions[i].endsWith("16") ? extend.with(DSP) : extend);
            all.add(of(extensions[i].replace("xt", "xta"), "1111 1010 0" + binary(i, 3) + " nnnn 1111 dddd 10rr mmmm")
                    .with(DSP)
                    .general("dnm"));
        }
        String[] operations = {"add8", "add16", "asx", "", "sub8", "sub16", "sax"};
        String[] prefixes = {"s", "q", "sh", "", "u", "uq", "uh"};
        for (int i = 0; i < operations.length; i++) {
            for (int j = 0; j < prefixes.length; j++) {
                if (!operations[i].isEmpty() && !prefixes[j].isEmpty()) {
                    all.add(of(
                                    prefixes[j] + operations[i],
                                    "1111 1010 1" + binary(i, 3) + " nnnn 1111 dddd 0" + binary(j, 3) + " mmmm")
                            .with(DSP)
                            .general("dnm"));
                }
            }
        }
        String[] saturating = {"qadd", "qdadd", "qsub", "qdsub"};
        String[] reversing = {"rev.w", "rev16.w", "rbit", "revsh.w"};
        for (int i = 0; i < 4; i++) {
            all.add(of(saturating[i], "1111 1010 1000 nnnn 1111 dddd 10" + binary(i, 2) + " mmmm")
                    .with(DSP)
                    .general("dnm"));
            all.add(of(reversing[i], "1111 1010 1001 nnnn 1111 dddd 10" + binary(i, 2) + " mmmm")
                    .general("dm")
                    .where(word -> word.get('n') == word.get('m')));
        }
        all.add(of("sel", "1111 1010 1010 nnnn 1111 dddd 1000 mmmm").with(DSP).general("dnm"));
        all.add(of("clz", "1111 1010 1011 nnnn 1111 dddd 1000 mmmm")
                .general("dm")
                .where(word -> word.get('n') == word.get('m')));
    }

    private static void multiplications(List<ThumbEncoding> all) {
        String[][] withAccumulator = {
            {"smla<x><y>", "001", "00xx"}, {"smlad{x}", "010", "000x"}, {"smlaw<y>", "011", "000x"},
            {"smlsd{x}", "100", "000x"}, {"smmla{r}", "101", "000x"}, {"usada8", "111", "0000"},
        };
        for (String[] row : withAccumulator) {
            all.add(of(row[0], "1111 1011 0" + row[1] + " nnnn aaaa dddd " + row[2] + " mmmm")
                    .with(DSP)
                    .general("dnma"));
            all.add(of(row[0] + " without accumulator", "1111 1011 0" + row[1] + " nnnn 1111 dddd " + row[2] + " mmmm")
                    .with(DSP)
                    .general("dnm"));
        }
        all.add(of("mul", "1111 1011 0000 nnnn 1111 dddd 0000 mmmm").general("dnm"));
        all.add(of("mla", "1111 1011 0000 nnnn aaaa dddd 0000 mmmm").general("dnma"));
        all.add(of("mls", "1111 1011 0000 nnnn aaaa dddd 0001 mmmm").general("dnma"));
        all.add(of("smmls{r}", "1111 1011 0110 nnnn aaaa dddd 000x mmmm")
                .with(DSP)
                .general("dnma"));
        String[][] longs = {{"smull", "000"}, {"umull", "010"}, {"smlal", "100"}, {"umlal", "110"}};
        for (String[] row : longs) {
            all.add(of(row[0], "1111 1011 1" + row[1] + " nnnn llll hhhh 0000 mmmm")
                    .general("nmlh")
                    .where(word -> word.get('l') != word.get('h')));
        }
        String[][] longsOfDsp = {
            {"smlal<x><y>", "100", "10xx"},
            {"smlald{x}", "100", "110x"},
            {"smlsld{x}", "101", "110x"},
            {"umaal", "110", "0110"},
        };
        for (String[] row : longsOfDsp) {
            all.add(of(row[0], "1111 1011 1" + row[1] + " nnnn llll hhhh " + row[2] + " mmmm")
                    .with(DSP)
                    .general("nmlh")
                    .where(word -> word.get('l') != word.get('h')));
        }
        all.add(of("sdiv", "1111 1011 1001 nnnn 1111 dddd 1111 mmmm").general("dnm"));
        all.add(of("udiv", "1111 1011 1011 nnnn 1111 dddd 1111 mmmm").general("dnm"));
    }

    private static List<ThumbEncoding> floatingPoint() {
        List<ThumbEncoding> all = new ArrayList<>();
        floatingPointMemory(all);
        floatingPointMoves(all);
        String three = " nnnn dddd 1010 N";
        all.add(of("vmla.f32", "1110 1110 0D00" + three + "0M0 mmmm"));
        all.add(of("vmls.f32", "1110 1110 0D00" + three + "1M0 mmmm"));
        all.add(of("vnmls.f32", "1110 1110 0D01" + three + "0M0 mmmm"));
        all.add(of("vnmla.f32", "1110 1110 0D01" + three + "1M0 mmmm"));
        all.add(of("vmul.f32", "1110 1110 0D10" + three + "0M0 mmmm"));
        all.add(of("vnmul.f32", "1110 1110 0D10" + three + "1M0 mmmm"));
        all.add(of("vadd.f32", "1110 1110 0D11" + three + "0M0 mmmm"));
        all.add(of("vsub.f32", "1110 1110 0D11" + three + "1M0 mmmm"));
        all.add(of("vdiv.f32", "1110 1110 1D00" + three + "0M0 mmmm"));
        all.add(of("vfnms.f32", "1110 1110 1D01" + three + "0M0 mmmm"));
        all.add(of("vfnma.f32", "1110 1110 1D01" + three + "1M0 mmmm"));
        all.add(of("vfma.f32", "1110 1110 1D10" + three + "0M0 mmmm"));
        all.add(of("vfms.f32", "1110 1110 1D10" + three + "1M0 mmmm"));
        all.add(of("vsel.f32", "1111 1110 0Dcc" + three + "0M0 mmmm").with(NOT_IN_IT));
        all.add(of("vmaxnm.f32", "1111 1110 1D00" + three + "0M0 mmmm").with(NOT_IN_IT));
        all.add(of("vminnm.f32", "1111 1110 1D00" + three + "1M0 mmmm").with(NOT_IN_IT));
        all.add(of("vmov.f32 Sd,#imm", "1110 1110 1D11 iiii dddd 1010 0000 iiii"));
        all.add(of("vmov.f32 Sd,Sm", "1110 1110 1D11 0000 dddd 1010 01M0 mmmm"));
        all.add(of("vabs.f32", "1110 1110 1D11 0000 dddd 1010 11M0 mmmm"));
        all.add(of("vneg.f32", "1110 1110 1D11 0001 dddd 1010 01M0 mmmm"));
        all.add(of("vsqrt.f32", "1110 1110 1D11 0001 dddd 1010 11M0 mmmm"));
        all.add(of("vcvtb/vcvtt.f32.f16", "1110 1110 1D11 0010 dddd 1010 o1M0 mmmm"));
        all.add(of("vcvtb/vcvtt.f16.f32", "1110 1110 1D11 0011 dddd 1010 o1M0 mmmm"));
        all.add(of("vcmp{e}.f32 Sd,Sm", "1110 1110 1D11 0100 dddd 1010 e1M0 mmmm"));
        all.add(of("vcmp{e}.f32 Sd,#0", "1110 1110 1D11 0101 dddd 1010 e100 0000"));
        all.add(of("vrintr/vrintz.f32", "1110 1110 1D11 0110 dddd 1010 z1M0 mmmm"));
        all.add(of("vrintx.f32", "1110 1110 1D11 0111 dddd 1010 01M0 mmmm"));
        all.add(of("vrinta/n/p/m.f32", "1111 1110 1D11 10rr dddd 1010 01M0 mmmm")
                .with(NOT_IN_IT));
        all.add(of("vcvt.f32.u32/s32", "1110 1110 1D11 1000 dddd 1010 s1M0 mmmm"));
        all.add(of("vcvt{r}.u32.f32", "1110 1110 1D11 1100 dddd 1010 z1M0 mmmm"));
        all.add(of("vcvt{r}.s32.f32", "1110 1110 1D11 1101 dddd 1010 z1M0 mmmm"));
        all.add(of("vcvta/n/p/m", "1111 1110 1D11 11rr dddd 1010 s1M0 mmmm").with(NOT_IN_IT));
        all.add(of("vcvt.f32.s16/s32 fixed", "1110 1110 1D11 1010 dddd 1010 x1i0 iiii")
                .where(ThumbEncodings::fixed));
        all.add(of("vcvt.f32.u16/u32 fixed", "1110 1110 1D11 1011 dddd 1010 x1i0 iiii")
                .where(ThumbEncodings::fixed));
        all.add(of("vcvt.s16/s32.f32 fixed", "1110 1110 1D11 1110 dddd 1010 x1i0 iiii")
                .where(ThumbEncodings::fixed));
        all.add(of("vcvt.u16/u32.f32 fixed", "1110 1110 1D11 1111 dddd 1010 x1i0 iiii")
                .where(ThumbEncodings::fixed));
        all.forEach(encoding -> encoding.with(FLOATING_POINT));
        all.add(of("vldr/vstr D16 to D31", "1110 1101 U10L nnnn dddd 1011 iiiiiiii")
                .with(EXCEPTION));
        all.add(of("double precision", "1110 1110 oooo nnnn dddd 1011 oos0 mmmm")
                .with(DOUBLE_PRECISION)
                .where(word -> (word.get('o') & 0b1011_00) != 0b1011_00));
        all.add(of("double precision, one operand", "1110 1110 1011 oooo dddd 1011 o1o0 mmmm")
                .with(DOUBLE_PRECISION));
        all.add(of("double precision, FPv5", "1111 1110 oooo nnnn dddd 1011 0o00 mmmm")
                .with(DOUBLE_PRECISION));
        return List.copyOf(all);
    }

    /** The number of fraction bits must not exceed the size; the lowest bit of the immediate stands on its left. */
    private static boolean fixed(Word word) {
        int immediate = (word.get('i') & 0xf) << 1 | word.get('i') >> 4;
        return immediate <= (word.is('x') ? 32 : 16);
    }

    private static void floatingPointMemory(List<ThumbEncoding> all) {
        ToIntFunction<Word> offset = word -> (word.is('U') ? 4 : -4) * word.get('i');
        for (String precision : List.of("32 1010", "64 1011")) {
            int bytes = precision.startsWith("32") ? 4 : 8;
            String bits = precision.substring(3);
            String suffix = "." + precision.substring(0, 2);
            all.add(of("vldr" + suffix, "1110 1101 UD01 nnnn dddd " + bits + " iiiiiiii")
                    .notPc("n")
                    .where(word -> bytes == 4 || !word.is('D'))
                    .accesses(new Access(word -> word.get('n'), offset, Optional.empty(), 4, word -> bytes)));
            all.add(of("vstr" + suffix, "1110 1101 UD00 nnnn dddd " + bits + " iiiiiiii")
                    .notPc("n")
                    .where(word -> bytes == 4 || !word.is('D'))
                    .accesses(new Access(word -> word.get('n'), offset, Optional.empty(), 4, word -> bytes)));
            all.add(of("vldr" + suffix + " pc", "1110 1101 UD01 1111 dddd " + bits + " iiiiiiii")
                    .where(word -> bytes == 4 || !word.is('D')));
            for (String direction : List.of("vstm 0", "vldm 1")) {
                String name = direction.substring(0, 4);
                String load = direction.substring(5);
                all.add(of(name + "ia" + suffix, "1110 1100 1DW" + load + " nnnn dddd " + bits + " iiiiiiii")
                        .notPc("n")
                        .where(word -> validList(word, bytes))
                        .accesses(new Access(
                                word -> word.get('n'), word -> 0, Optional.empty(), 4, word -> 4 * word.get('i'))));
                all.add(of(name + "db" + suffix, "1110 1101 0D1" + load + " nnnn dddd " + bits + " iiiiiiii")
                        .notPc("n")
                        .where(word -> validList(word, bytes))
                        .accesses(new Access(
                                word -> word.get('n'),
                                word -> -4 * word.get('i'),
                                Optional.empty(),
                                4,
                                word -> 4 * word.get('i'))));
            }
        }
    }

    private static boolean validList(Word word, int bytes) {
        int immediate = word.get('i');
        if (bytes == 4) {
            return immediate > 0 && word.single('d') + immediate <= 32;
        }
        return immediate > 0 && (immediate & 1) == 0 && word.twice('d') + immediate / 2 <= 16;
    }

    private static void floatingPointMoves(List<ThumbEncoding> all) {
        all.add(of("vmov Sm,Sm1,Rt,Rt2", "1110 1100 0100 uuuu tttt 1010 00M1 mmmm")
                .general("tu")
                .where(word -> word.single('m') < 31));
        all.add(of("vmov Rt,Rt2,Sm,Sm1", "1110 1100 0101 uuuu tttt 1010 00M1 mmmm")
                .general("tu")
                .where(word -> word.get('t') != word.get('u') && word.single('m') < 31));
        all.add(of("vmov Dm,Rt,Rt2", "1110 1100 0100 uuuu tttt 1011 0001 mmmm").general("tu"));
        all.add(of("vmov Rt,Rt2,Dm", "1110 1100 0101 uuuu tttt 1011 0001 mmmm")
                .general("tu")
                .where(word -> word.get('t') != word.get('u')));
        all.add(of("vmov Sn,Rt", "1110 1110 0000 nnnn tttt 1010 N001 0000").general("t"));
        all.add(of("vmov Rt,Sn", "1110 1110 0001 nnnn tttt 1010 N001 0000").general("t"));
        all.add(of("vmov Dd[x],Rt", "1110 1110 00x0 dddd tttt 1011 0001 0000").general("t"));
        all.add(of("vmov Rt,Dn[x]", "1110 1110 00x1 dddd tttt 1011 0001 0000").general("t"));
        all.add(of("vmsr fpscr,Rt", "1110 1110 1110 0001 tttt 1010 0001 0000").general("t"));
        all.add(of("vmrs Rt,fpscr", "1110 1110 1111 0001 tttt 1010 0001 0000").where(word -> word.get('t') != 13));
    }

    private static ThumbEncoding of(String name, String pattern) {
        return ThumbEncoding.of(name, pattern);
    }

    private static Access based(char register, ToIntFunction<Word> offset, int alignment, int size) {
        return new Access(word -> word.get(register), offset, Optional.empty(), alignment, word -> size);
    }

    private static Access fromStack(ToIntFunction<Word> offset, ToIntFunction<Word> size) {
        return new Access(word -> 13, offset, Optional.empty(), 4, size);
    }

    private static Access list(char register, ToIntFunction<Word> offset) {
        return new Access(word -> word.get(register), offset, Optional.empty(), 4, word -> 4 * word.count('r'));
    }

    private static Access indexed(ToIntFunction<Word> shift, int size) {
        return new Access(word -> word.get('n'), word -> 0, Optional.of(new Index('m', shift)), 1, word -> size);
    }

    private static String binary(int value, int width) {
        String digits = Integer.toBinaryString(value);
        return "0".repeat(width - digits.length()) + digits;
    }
}

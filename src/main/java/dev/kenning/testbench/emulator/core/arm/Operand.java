package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.OperandKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The kinds of operands: how each is written, and the immediate it contributes to the decoded instruction. */
@SuppressWarnings("ImmutableEnumChecker") // The functions hold no state.
enum Operand implements OperandKind<Encoding> {
    RD("Rd", encoding -> register(encoding.slot('d'))),
    RN("Rn", encoding -> register(encoding.slot('n'))),
    RM("Rm", encoding -> register(encoding.slot('m'))),
    RA("Ra", encoding -> register(encoding.slot('a'))),
    SD("Sd", encoding -> "s" + encoding.slot('d')),
    SN("Sn", encoding -> "s" + encoding.slot('n')),
    SM("Sm", encoding -> "s" + encoding.slot('m')),
    SM_NEXT("Sm+1", encoding -> "s" + (encoding.slot('m') + 1)),
    DD("Dd", encoding -> "d" + encoding.slot('d') / 2),
    DN("Dn", encoding -> "d" + encoding.slot('n') / 2),
    DM("Dm", encoding -> "d" + encoding.slot('m') / 2),

    IMMEDIATE("i", Operand::i, encoding -> "#" + i(encoding)),
    IMMEDIATE_TIMES_2("i*2", encoding -> i(encoding) * 2, encoding -> "#" + i(encoding) * 2),
    IMMEDIATE_TIMES_4("i*4", encoding -> i(encoding) * 4, encoding -> "#" + i(encoding) * 4),
    IMMEDIATE_PLUS_1("i+1", encoding -> i(encoding) + 1, encoding -> "#" + (i(encoding) + 1)),
    /** Shift amounts of LSR and ASR: 0 stands for 32. */
    SHIFT_1_TO_32("i32", Operand::shift1to32, encoding -> "#" + shift1to32(encoding)),
    /** MOVW and MOVT. */
    WIDE("ji", Operand::wide, encoding -> "#" + wide(encoding)),
    MODIFIED("modified", Operand::modified, encoding -> "#" + Integer.toUnsignedString(modified(encoding))),
    SIGNED("+-i", encoding -> signed(encoding, 1), encoding -> signedText(encoding, 1)),
    SIGNED_TIMES_4("+-i*4", encoding -> signed(encoding, 4), encoding -> signedText(encoding, 4)),
    NEGATIVE("-i", encoding -> -i(encoding), encoding -> "#-" + i(encoding)),

    /** Offset that is left out when it is 0. */
    OFFSET("+i", Operand::i, encoding -> optionalOffset(i(encoding), "")),
    OFFSET_TIMES_2("+i*2", encoding -> i(encoding) * 2, encoding -> optionalOffset(i(encoding) * 2, "")),
    OFFSET_TIMES_4("+i*4", encoding -> i(encoding) * 4, encoding -> optionalOffset(i(encoding) * 4, "")),
    OPTIONAL_SIGNED_TIMES_4("(+-i*4)", encoding -> signed(encoding, 4), Operand::optionalSignedTimes4),

    LITERAL(
            "pc+i*4",
            encoding -> alignedProgramCounter(encoding) + i(encoding) * 4,
            encoding -> "[pc, #" + i(encoding) * 4 + "]"),
    LITERAL_SIGNED(
            "pc+-i",
            encoding -> alignedProgramCounter(encoding) + signed(encoding, 1),
            encoding -> "[pc, " + signedText(encoding, 1) + "]"),
    LITERAL_SIGNED_TIMES_4(
            "pc+-i*4",
            encoding -> alignedProgramCounter(encoding) + signed(encoding, 4),
            encoding -> "[pc, " + signedText(encoding, 4) + "]"),
    ADDRESS_TIMES_4(
            "adr+i*4",
            encoding -> alignedProgramCounter(encoding) + i(encoding) * 4,
            encoding -> "#" + i(encoding) * 4),
    ADDRESS_ADDED("adr+i", encoding -> alignedProgramCounter(encoding) + i(encoding), encoding -> "#" + i(encoding)),
    ADDRESS_SUBTRACTED(
            "adr-i", encoding -> alignedProgramCounter(encoding) - i(encoding), encoding -> "#-" + i(encoding)),

    BRANCH("label", Operand::branchTarget, encoding -> "#" + branchOffset(encoding)),
    BRANCH_TO_ITSELF("self", Encoding::address, encoding -> "#-4"),
    COMPARE_BRANCH(
            "forward", encoding -> encoding.programCounter() + i(encoding) * 2, encoding -> "#" + i(encoding) * 2),
    BRANCH_LONG("farlabel", Operand::longBranchTarget, encoding -> "#" + longBranchOffset(encoding)),
    BRANCH_CONDITIONAL_LONG(
            "condlabel",
            encoding -> encoding.programCounter() + conditionalOffset(encoding),
            encoding -> "#" + conditionalOffset(encoding)),

    /** Constant shift of the last register: amount in bits 0-7, {@link Shift} in bits 8 and up. */
    SHIFT("shift", Operand::shift, encoding -> Shift.text(shift(encoding))),
    /** Left shift of an index register by 0 to 3. */
    INDEX_SHIFT("lsl", encoding -> encoding.field('s'), Operand::indexShift),
    ROTATION("ror", encoding -> encoding.field('r') * 8, Operand::rotation),
    PACK_LEFT("packlsl", Operand::i, encoding -> i(encoding) == 0 ? "" : ", lsl #" + i(encoding)),
    PACK_RIGHT("packasr", Operand::shift1to32, encoding -> ", asr #" + shift1to32(encoding)),
    /** Lowest bit in bits 0-7, width in bits 8-15. */
    FIELD(
            "field",
            encoding -> i(encoding) | (encoding.field('w') + 1) << 8,
            encoding -> "#" + i(encoding) + ", #" + (encoding.field('w') + 1)),
    FIELD_BY_END(
            "fieldend",
            encoding -> i(encoding) | insertWidth(encoding) << 8,
            encoding -> "#" + i(encoding) + ", #" + insertWidth(encoding)),
    /** Bit number to saturate to in bits 0-7, shift amount in bits 8-15, 1 in bit 16 for ASR. */
    SATURATION_SIGNED("sat+1", encoding -> encoding.field('w') + 1, encoding -> "#" + (encoding.field('w') + 1)),
    SATURATION_UNSIGNED("sat", encoding -> encoding.field('w'), encoding -> "#" + encoding.field('w')),
    SATURATION_SHIFT("satshift", Operand::saturationShift, Operand::saturationShiftText),

    /** Registers of LDM, STM, PUSH and POP as a bit set. */
    LIST("list", Operand::list, encoding -> registers(list(encoding))),
    PUSH_LIST("pushlist", Operand::pushList, encoding -> registers(pushList(encoding))),
    POP_LIST("poplist", Operand::i, encoding -> registers(i(encoding))),
    POP_LIST_AND_BRANCH("poplistpc", Operand::popList, encoding -> registers(popList(encoding))),
    /** The exclamation mark of a 16-bit LDM, which writes back unless it loads the base. */
    LOAD_WRITEBACK("!", Operand::loadWriteback, encoding -> loadWriteback(encoding) != 0 ? "!" : ""),
    SINGLES("singles", Operand::i, encoding -> floats("s", encoding.slot('d'), i(encoding))),
    DOUBLES("doubles", Operand::i, encoding -> floats("d", encoding.slot('d') / 2, i(encoding) / 2)),

    SPECIAL("special", Operand::i, encoding -> SpecialRegister.name(i(encoding))),
    SPECIAL_MASKED(
            "specialmask",
            encoding -> i(encoding) | encoding.field('w') << 8,
            encoding ->
                    SpecialRegister.name(i(encoding)) + SpecialRegister.maskSuffix(i(encoding), encoding.field('w'))),
    INTERRUPT_FLAGS(
            "if", Operand::i, encoding -> List.of("none", "f", "i", "if").get(i(encoding) & 3)),
    BARRIER("option", encoding -> 0, encoding -> i(encoding) == 15 ? "sy" : "#" + i(encoding)),
    /** First condition in bits 4-7, mask in bits 0-3. */
    IT("it", Operand::i, encoding -> Condition.of(i(encoding) >>> 4).suffix()),

    FLOAT("float", Operand::floatImmediate, Operand::floatText),
    /** Fraction bits of a fixed-point number of 16 or 32 bits. */
    FRACTION_16("fbits16", encoding -> 16 - fixed(encoding), encoding -> "#" + (16 - fixed(encoding))),
    FRACTION_32("fbits32", encoding -> 32 - fixed(encoding), encoding -> "#" + (32 - fixed(encoding)));

    private static final Map<String, Operand> BY_NAME = byName();

    private final String templateName;
    private final ToIntFunction<Encoding> immediate;
    private final Function<Encoding, String> text;

    Operand(String templateName, Function<Encoding, String> text) {
        this(templateName, encoding -> 0, text);
    }

    Operand(String templateName, ToIntFunction<Encoding> immediate, Function<Encoding, String> text) {
        this.templateName = templateName;
        this.immediate = immediate;
        this.text = text;
    }

    static Operand named(String name) {
        Operand operand = BY_NAME.get(name);
        if (operand == null) {
            throw new IllegalArgumentException("no operand kind is named '" + name + "'");
        }
        return operand;
    }

    @Override
    public int immediate(Encoding encoding) {
        return immediate.applyAsInt(encoding);
    }

    @Override
    public String text(Encoding encoding) {
        return text.apply(encoding);
    }

    static String register(int number) {
        return switch (number) {
            case 13 -> "sp";
            case 14 -> "lr";
            case 15 -> "pc";
            default -> "r" + number;
        };
    }

    private static Map<String, Operand> byName() {
        Map<String, Operand> result = new HashMap<>();
        for (Operand operand : values()) {
            result.put(operand.templateName, operand);
        }
        return result;
    }

    private static int i(Encoding encoding) {
        return encoding.field('i');
    }

    private static int shift1to32(Encoding encoding) {
        return i(encoding) == 0 ? 32 : i(encoding);
    }

    private static int wide(Encoding encoding) {
        return encoding.field('j') << 12 | i(encoding);
    }

    /** Expands a modified immediate (ARMv7-M ARM, A5.3.2, ThumbExpandImm). */
    private static int modified(Encoding encoding) {
        int encoded = i(encoding);
        int low = encoded & 0xFF;
        return switch (encoded >>> 8) {
            case 0 -> low;
            case 1 -> low << 16 | low;
            case 2 -> low << 24 | low << 8;
            case 3 -> low << 24 | low << 16 | low << 8 | low;
            default -> Integer.rotateRight(0x80 | (low & 0x7F), encoded >>> 7);
        };
    }

    private static int fixed(Encoding encoding) {
        return encoding.field('j') << 1 | i(encoding);
    }

    private static int signed(Encoding encoding, int scale) {
        int magnitude = i(encoding) * scale;
        return encoding.field('u') != 0 ? magnitude : -magnitude;
    }

    private static String signedText(Encoding encoding, int scale) {
        return (encoding.field('u') != 0 ? "#" : "#-") + i(encoding) * scale;
    }

    private static String optionalOffset(int offset, String sign) {
        return offset == 0 ? "" : ", #" + sign + offset;
    }

    private static String optionalSignedTimes4(Encoding encoding) {
        boolean nothing = i(encoding) == 0 && encoding.field('u') != 0;
        return nothing ? "" : ", " + signedText(encoding, 4);
    }

    private static int alignedProgramCounter(Encoding encoding) {
        return encoding.programCounter() & ~3;
    }

    private static int signExtend(int value, int bits) {
        return value << (32 - bits) >> (32 - bits);
    }

    private static int branchOffset(Encoding encoding) {
        boolean conditional = encoding.word() >>> 12 == 0xD;
        return signExtend(i(encoding), conditional ? 8 : 11) * 2;
    }

    private static int branchTarget(Encoding encoding) {
        return encoding.programCounter() + branchOffset(encoding);
    }

    private static int longBranchOffset(Encoding encoding) {
        int sign = encoding.field('s');
        int i1 = ~(encoding.field('p') ^ sign) & 1;
        int i2 = ~(encoding.field('q') ^ sign) & 1;
        return signExtend(sign << 23 | i1 << 22 | i2 << 21 | i(encoding), 24) * 2;
    }

    private static int longBranchTarget(Encoding encoding) {
        return encoding.programCounter() + longBranchOffset(encoding);
    }

    private static int conditionalOffset(Encoding encoding) {
        int high = encoding.field('s') << 2 | encoding.field('q') << 1 | encoding.field('p');
        return signExtend(high << 17 | i(encoding), 20) * 2;
    }

    private static int shift(Encoding encoding) {
        return Shift.decode(encoding.field('t'), i(encoding));
    }

    private static String indexShift(Encoding encoding) {
        int amount = encoding.field('s');
        return amount == 0 ? "" : ", lsl #" + amount;
    }

    private static String rotation(Encoding encoding) {
        int amount = encoding.field('r') * 8;
        return amount == 0 ? "" : ", ror #" + amount;
    }

    private static int insertWidth(Encoding encoding) {
        return encoding.field('w') - i(encoding) + 1;
    }

    private static int saturationShift(Encoding encoding) {
        int arithmetic = encoding.field('h');
        int amount = arithmetic != 0 && i(encoding) == 0 ? 31 : i(encoding);
        return arithmetic << 16 | amount << 8;
    }

    private static String saturationShiftText(Encoding encoding) {
        if (i(encoding) == 0 && encoding.field('h') == 0) {
            return "";
        }
        return (encoding.field('h') != 0 ? ", asr #" : ", lsl #") + i(encoding);
    }

    private static int list(Encoding encoding) {
        return encoding.row().length() == 16 ? i(encoding) : encoding.word() & 0xFFFF;
    }

    private static int pushList(Encoding encoding) {
        return (i(encoding) & 0xFF) | (i(encoding) & 0x100) << 6;
    }

    private static int popList(Encoding encoding) {
        return i(encoding) | 1 << 15;
    }

    private static int loadWriteback(Encoding encoding) {
        return (i(encoding) & 1 << encoding.field('n')) == 0 ? 1 << 16 : 0;
    }

    private static String registers(int list) {
        List<String> names = new ArrayList<>();
        for (int number = 0; number < 16; number++) {
            if ((list & 1 << number) != 0) {
                names.add(register(number));
            }
        }
        return "{" + String.join(", ", names) + "}";
    }

    private static String floats(String prefix, int first, int count) {
        List<String> names = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            names.add(prefix + number);
        }
        return "{" + String.join(", ", names) + "}";
    }

    /** Expands a floating-point immediate (ARMv7-M ARM, A6.4.1, VFPExpandImm). */
    private static int floatImmediate(Encoding encoding) {
        int encoded = encoding.field('j') << 4 | i(encoding);
        int sign = encoded >>> 7;
        int exponent = (encoded & 0x40) != 0 ? 0x7C | (encoded >>> 4 & 3) : 0x80 | (encoded >>> 4 & 3);
        return sign << 31 | exponent << 23 | (encoded & 15) << 19;
    }

    private static String floatText(Encoding encoding) {
        return String.format(Locale.ROOT, "#%.6e", Float.intBitsToFloat(floatImmediate(encoding)));
    }
}

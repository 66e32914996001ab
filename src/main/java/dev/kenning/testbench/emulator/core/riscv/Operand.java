package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.OperandKind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The kinds of operands: how each is written, and the immediate it contributes to the decoded instruction.
 *
 * <p>Immediates are those of the RISC-V Unprivileged ISA, 2.3 (I, S, B, U, J) and 26.2 (compressed). Displacements of
 * branches become addresses.
 */
@SuppressWarnings("ImmutableEnumChecker") // The functions hold no state.
enum Operand implements OperandKind<Encoding> {
    RD("rd", encoding -> RegisterName.integer(encoding.slot('d'))),
    RS1("rs1", encoding -> RegisterName.integer(encoding.slot('n'))),
    RS2("rs2", encoding -> RegisterName.integer(encoding.slot('m'))),
    FD("fd", encoding -> RegisterName.floating(encoding.slot('d'))),
    FS1("fs1", encoding -> RegisterName.floating(encoding.slot('n'))),
    FS2("fs2", encoding -> RegisterName.floating(encoding.slot('m'))),
    FS3("fs3", encoding -> RegisterName.floating(encoding.slot('a'))),

    VD("vd", encoding -> RegisterName.vector(encoding.slot('d'))),
    VS1("vs1", encoding -> RegisterName.vector(encoding.slot('n'))),
    VS2("vs2", encoding -> RegisterName.vector(encoding.slot('m'))),
    /** The mask that a vector instruction may have. */
    VM("vm", encoding -> VectorFields.isMasked(encoding.word()) ? ", v0.t" : ""),
    SIMM5("simm5", encoding -> Integer.toString(encoding.signed(19, 15))),
    UIMM5("uimm5", encoding -> Integer.toString(encoding.bits(19, 15))),
    VTYPE_11("vtype11", encoding -> VectorType.text(encoding.bits(30, 20))),
    VTYPE_10("vtype10", encoding -> VectorType.text(encoding.bits(29, 20))),

    I("imm", encoding -> encoding.signed(31, 20), Operand::decimal),
    S("store", encoding -> encoding.signed(31, 25) << 5 | encoding.bits(11, 7), Operand::decimal),
    B("branch", Operand::branch, Operand::displacement),
    J("jump", Operand::jump, Operand::displacement),
    U("upper", encoding -> encoding.word() & 0xFFFF_F000, encoding -> Integer.toString(encoding.bits(31, 12))),
    /** AUIPC where addresses have 32 bits: what it leaves in its register. */
    U_PC(
            "pcupper",
            encoding -> encoding.address() + (encoding.word() & 0xFFFF_F000),
            encoding -> Integer.toString(encoding.bits(31, 12))),
    SHIFT("shift", encoding -> encoding.bits(25, 20), Operand::decimal),
    CSR("csr", encoding -> encoding.bits(31, 20), encoding -> CsrName.of(encoding.bits(31, 20))),
    /** Immediate of CSR instructions, which stands in the place of rs1. */
    CSR_IMMEDIATE("uimm", encoding -> 0, encoding -> Integer.toString(encoding.slot('n'))),
    FENCE("fence", encoding -> 0, Operand::fence),
    ORDERING("order", encoding -> 0, encoding -> ""),
    ROUNDING("rm", encoding -> encoding.bits(14, 12), encoding -> RoundingMode.suffix(encoding.bits(14, 12))),

    C_IMMEDIATE("ci", encoding -> encoding.signed(12, 12) << 5 | encoding.bits(6, 2), Operand::decimal),
    C_UPPER(
            "cui",
            encoding -> encoding.signed(12, 12) << 17 | encoding.bits(6, 2) << 12,
            encoding -> Integer.toString((encoding.signed(12, 12) << 5 | encoding.bits(6, 2)) & 0xF_FFFF)),
    C_SHIFT("cshift", encoding -> encoding.bits(12, 12) << 5 | encoding.bits(6, 2), Operand::decimal),
    C_ADD_16("ci16sp", Operand::addTo16, Operand::decimal),
    C_ADD_4(
            "ci4spn",
            encoding -> encoding.bits(10, 7) << 6
                    | encoding.bits(12, 11) << 4
                    | encoding.bits(5, 5) << 3
                    | encoding.bits(6, 6) << 2,
            Operand::decimal),
    C_WORD(
            "cword",
            encoding -> encoding.bits(5, 5) << 6 | encoding.bits(12, 10) << 3 | encoding.bits(6, 6) << 2,
            Operand::decimal),
    C_DOUBLE("cdouble", encoding -> encoding.bits(6, 5) << 6 | encoding.bits(12, 10) << 3, Operand::decimal),
    C_LOAD_WORD(
            "clwsp",
            encoding -> encoding.bits(3, 2) << 6 | encoding.bits(12, 12) << 5 | encoding.bits(6, 4) << 2,
            Operand::decimal),
    C_LOAD_DOUBLE(
            "cldsp",
            encoding -> encoding.bits(4, 2) << 6 | encoding.bits(12, 12) << 5 | encoding.bits(6, 5) << 3,
            Operand::decimal),
    C_STORE_WORD("cswsp", encoding -> encoding.bits(8, 7) << 6 | encoding.bits(12, 9) << 2, Operand::decimal),
    C_STORE_DOUBLE("csdsp", encoding -> encoding.bits(9, 7) << 6 | encoding.bits(12, 10) << 3, Operand::decimal),
    C_JUMP("cjump", Operand::compressedJump, Operand::displacement),
    C_BRANCH("cbranch", Operand::compressedBranch, Operand::displacement);

    private static final Map<String, Operand> BY_NAME = byName();

    private final String templateName;
    private final ToIntFunction<Encoding> immediate;
    private final Text text;

    /** Writes an operand, given what it contributes. */
    @FunctionalInterface
    private interface Text {
        String of(Encoding encoding, int immediate);
    }

    Operand(String templateName, Function<Encoding, String> text) {
        this(templateName, encoding -> 0, text);
    }

    Operand(String templateName, ToIntFunction<Encoding> immediate, Function<Encoding, String> text) {
        this(templateName, immediate, (encoding, value) -> text.apply(encoding));
    }

    Operand(String templateName, ToIntFunction<Encoding> immediate, Text text) {
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
        return text.of(encoding, immediate(encoding));
    }

    private static Map<String, Operand> byName() {
        Map<String, Operand> result = new HashMap<>();
        for (Operand operand : values()) {
            result.put(operand.templateName, operand);
        }
        return result;
    }

    private static String decimal(Encoding encoding, int value) {
        return Integer.toString(value);
    }

    private static String displacement(Encoding encoding, int target) {
        return Integer.toString(target - encoding.address());
    }

    private static int branch(Encoding encoding) {
        return encoding.address()
                + (encoding.signed(31, 31) << 12
                        | encoding.bits(7, 7) << 11
                        | encoding.bits(30, 25) << 5
                        | encoding.bits(11, 8) << 1);
    }

    private static int jump(Encoding encoding) {
        return encoding.address()
                + (encoding.signed(31, 31) << 20
                        | encoding.bits(19, 12) << 12
                        | encoding.bits(20, 20) << 11
                        | encoding.bits(30, 21) << 1);
    }

    private static int compressedJump(Encoding encoding) {
        return encoding.address()
                + (encoding.signed(12, 12) << 11
                        | encoding.bits(8, 8) << 10
                        | encoding.bits(10, 9) << 8
                        | encoding.bits(6, 6) << 7
                        | encoding.bits(7, 7) << 6
                        | encoding.bits(2, 2) << 5
                        | encoding.bits(11, 11) << 4
                        | encoding.bits(5, 3) << 1);
    }

    private static int compressedBranch(Encoding encoding) {
        return encoding.address()
                + (encoding.signed(12, 12) << 8
                        | encoding.bits(6, 5) << 6
                        | encoding.bits(2, 2) << 5
                        | encoding.bits(11, 10) << 3
                        | encoding.bits(4, 3) << 1);
    }

    private static int addTo16(Encoding encoding) {
        return encoding.signed(12, 12) << 9
                | encoding.bits(4, 3) << 7
                | encoding.bits(5, 5) << 6
                | encoding.bits(2, 2) << 5
                | encoding.bits(6, 6) << 4;
    }

    private static String fence(Encoding encoding) {
        return accesses(encoding.bits(27, 24)) + ", " + accesses(encoding.bits(23, 20));
    }

    private static String accesses(int set) {
        return set == 0
                ? "0"
                : ((set & 8) != 0 ? "i" : "")
                        + ((set & 4) != 0 ? "o" : "")
                        + ((set & 2) != 0 ? "r" : "")
                        + ((set & 1) != 0 ? "w" : "");
    }
}

package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.arm.CaseGenerator.Case;
import dev.kenning.testbench.emulator.core.arm.CaseRecord.Field;
import java.util.List;
import java.util.function.Predicate;

/**
 * Names what our core does otherwise than QEMU, on purpose.
 *
 * @param reason why ours is right, or why the difference is no concern
 * @param encoding the name of the encoding it is about
 * @param field the fields that may differ
 * @param ignoredBits the bits of these fields that may differ
 */
record KnownDivergence(String reason, Predicate<String> encoding, Predicate<Field> field, int ignoredBits) {

    static final List<KnownDivergence> LIST = List.of(
            new KnownDivergence(
                    "CCR's cache bits are Renode's on our core (engine-facts.md 4)",
                    encoding -> true,
                    CaseRecord.CCR::equals,
                    ~0x0000_0218),
            new KnownDivergence(
                    "a BKPT without debugger and DebugMonitor is a HardFault with HFSR.DEBUGEVT (ARM DDI 0403E"
                            + " B3.2.16); QEMU sets HFSR.FORCED",
                    "bkpt"::equals,
                    CaseRecord.HFSR::equals,
                    0xc000_0000),
            new KnownDivergence(
                    "with CONTROL.FPCA set by hand the exception stacks S0 to S15 and FPSCR and leaves them unknown (ARM DDI 0403E"
                            + " B1.5.7); QEMU clears them",
                    "msr control"::equals,
                    field -> field.name().matches("fpscr|s([0-9]|1[0-5])"),
                    -1));

    static int ignoredBits(Case test, Field field) {
        int bits = 0;
        for (KnownDivergence divergence : LIST) {
            if (divergence.encoding().test(test.word().encoding().name())
                    && divergence.field().test(field)) {
                bits |= divergence.ignoredBits();
            }
        }
        return bits;
    }
}

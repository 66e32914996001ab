package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds what the differential tests against QEMU have found, and what QEMU cannot show. */
class CortexMInstructionTest {

    private static final int HARD_FAULT = 3;
    private static final int USAGE_FAULT = 6;
    private static final int UNDEFINSTR = 0x0001_0000;
    private static final int OVERFLOW_AND_INEXACT = 0x14;

    @Test
    void aProductBeyondTheLargestNumberIsInfinite() {
        CaseRecord record = CaseRecord.blank();
        record.set(CaseRecord.single(1), 0x7f7f_ffff);
        record.set(CaseRecord.single(2), 0xc197_66db);
        record.setCode(CaseRecord.SLOT, 0xee20, 0x0a81); // vmul.f32 s0, s1, s2

        CaseRecord after = run(CortexMType.CORTEX_M7, record);

        assertThat(after.get(CaseRecord.single(0))).as("product").isEqualTo(0xff80_0000);
        assertThat(after.get(CaseRecord.FPSCR)).as("cumulative flags").isEqualTo(OVERFLOW_AND_INEXACT);
    }

    @Test
    void aBreakpointInAnItBlockIsTakenWhateverTheCondition() {
        CaseRecord record = CaseRecord.blank();
        record.setCode(CaseRecord.SLOT, 0xbf08, 0xbe01); // it eq; bkpt #1, and Z is clear

        CaseRecord after = run(CortexMType.CORTEX_M7, record);

        assertThat(after.get(CaseRecord.EXCEPTION)).as("exception").isEqualTo(HARD_FAULT);
        assertThat(after.get(CaseRecord.HFSR)).as("HFSR.DEBUGEVT").isEqualTo(1 << 31);
        assertThat(after.get(CaseRecord.PC)).as("address of the BKPT").isEqualTo(CaseRecord.SLOT + 2);
    }

    @Test
    void aCoreWithoutDspExtensionHasNoGreaterOrEqualFlags() {
        CaseRecord record = CaseRecord.blank();
        record.setRegister(0, -1);
        record.setCode(CaseRecord.SLOT, 0xf380, 0x8c00); // msr apsr_nzcvqg, r0

        assertThat(run(CortexMType.CORTEX_M3, record).get(CaseRecord.XPSR) & 0x000f_0000)
                .as("GE of Cortex-M3")
                .isZero();
        assertThat(run(CortexMType.CORTEX_M7, record).get(CaseRecord.XPSR) & 0x000f_0000)
                .as("GE of Cortex-M7")
                .isEqualTo(0x000f_0000);
    }

    @Test
    void aFlagOfAnExceptionFrameThatTheCoreLacksIsDropped() {
        CaseRecord record = CaseRecord.blank();
        record.set(CaseRecord.XPSR, 0x010f_0000);

        assertThat(run(CortexMType.CORTEX_M3, record).get(CaseRecord.XPSR) & 0x000f_0000)
                .as("GE of Cortex-M3")
                .isZero();
    }

    @Test
    void anUpdatedStackPointerStaysAligned() {
        CaseRecord record = CaseRecord.blank();
        record.setStackPointer(CaseRecord.SCRATCH_MIDDLE);
        record.setCode(CaseRecord.SLOT, 0xf81d, 0x0b06, 0x4669); // ldrb r0, [sp], #6; mov r1, sp

        assertThat(run(CortexMType.CORTEX_M7, record).getRegister(1)).as("SP").isEqualTo(CaseRecord.SCRATCH_MIDDLE + 4);
    }

    @Test
    void aDivisionThatTrapsLeavesWhatWasComputedBefore() {
        CaseRecord record = CaseRecord.blank();
        record.set(CaseRecord.CCR, 0x210);
        record.setCode(CaseRecord.SLOT, 0x2107, 0xfbb1, 0xf0f2); // movs r1, #7; udiv r0, r1, r2; QEMU forgets the 7

        CaseRecord after = run(CortexMType.CORTEX_M7, record);

        assertThat(after.get(CaseRecord.CFSR)).as("DIVBYZERO").isEqualTo(0x0200_0000);
        assertThat(after.getRegister(1)).as("r1").isEqualTo(7);
    }

    @Test
    void aFloatingPointContextBeginsAgainBehindIsb() {
        CaseRecord record = CaseRecord.blank();
        record.setRegister(0, 0x8000_0000);
        record.setRegister(1, 0xe000_ef34);
        record.setCode(
                CaseRecord.SLOT,
                0xeeb0,
                0x0a60, // vmov.f32 s0, s1
                0x6008, // str r0, [r1]: FPCCR.ASPEN
                0xf3bf,
                0x8f6f, // isb
                0xeeb0,
                0x0a60, // vmov.f32 s0, s1
                0xf3ef,
                0x8214, // mrs r2, control
                0x2300, // movs r3, #0
                0x600b, // str r3, [r1]
                0xf383,
                0x8814); // msr control, r3

        assertThat(run(CortexMType.CORTEX_M7, record).getRegister(2))
                .as("CONTROL: SPSEL and FPCA")
                .isEqualTo(6);
    }

    @Test
    void dspInstructionsAreUndefinedWithoutTheExtension() {
        CaseRecord record = CaseRecord.blank();
        record.setCode(CaseRecord.SLOT, 0xfa11, 0xf082); // uxtah r0, r1, r2, which QEMU's Cortex-M3 executes

        CaseRecord after = run(CortexMType.CORTEX_M3, record);

        assertThat(after.get(CaseRecord.EXCEPTION)).as("exception").isEqualTo(USAGE_FAULT);
        assertThat(after.get(CaseRecord.CFSR)).as("CFSR").isEqualTo(UNDEFINSTR);
    }

    @Test
    void doublePrecisionIsUndefinedOnASinglePrecisionCore() {
        CaseRecord record = CaseRecord.blank();
        record.setCode(CaseRecord.SLOT, 0xee31, 0x0b02); // vadd.f64 d0, d1, d2, which QEMU's Cortex-M7 executes

        CaseRecord after = run(CortexMType.CORTEX_M7, record);

        assertThat(after.get(CaseRecord.EXCEPTION)).as("exception").isEqualTo(USAGE_FAULT);
        assertThat(after.get(CaseRecord.CFSR)).as("CFSR").isEqualTo(UNDEFINSTR);
    }

    @Test
    void withoutFloatingPointUnitItsUnallocatedEncodingsMissTheCoprocessor() {
        CaseRecord record = CaseRecord.blank();
        record.setCode(CaseRecord.SLOT, 0xedd0, 0x0b00); // vldr d16, [r0]

        assertThat(run(CortexMType.CORTEX_M3, record).get(CaseRecord.CFSR))
                .as("NOCP")
                .isEqualTo(0x0008_0000);
    }

    @Test
    void anExclusiveStoreChecksItsAddressFirst() {
        CaseRecord record = CaseRecord.blank();
        record.setRegister(1, CaseRecord.SCRATCH_MIDDLE + 2);
        record.setCode(CaseRecord.SLOT, 0xe841, 0x0200); // strex r2, r0, [r1], which QEMU fails without a fault

        CaseRecord after = run(CortexMType.CORTEX_M7, record);

        assertThat(after.get(CaseRecord.EXCEPTION)).as("exception").isEqualTo(USAGE_FAULT);
        assertThat(after.get(CaseRecord.CFSR)).as("UNALIGNED").isEqualTo(0x0100_0000);
    }

    private static CaseRecord run(CortexMType model, CaseRecord record) {
        return new EmulatedCortexM(model).run(List.of(record)).get(0);
    }
}

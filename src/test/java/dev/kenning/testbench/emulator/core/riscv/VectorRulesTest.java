package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.core.riscv.CaseRecord.Field;
import dev.kenning.testbench.emulator.core.riscv.VectorCaseGenerator.Case;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds rules of the vector extension that QEMU does not check, or keeps otherwise (sections are those of version 1.0). */
class VectorRulesTest {

    private static final VectorConfig CONFIG = new VectorConfig(512, 32);
    private static final int FEATURES = CaseImage.FLOATS | CaseImage.VECTORS;
    private static final int REGISTER = 64;
    /** Of the differential cases one in so many: enough for each row. */
    private static final int EVERY = 13;

    private static final int E8_M1 = 0x00;
    private static final int E32_M1 = 0x10;
    private static final int E32_M1_AGNOSTIC = 0xd0;
    private static final int E16_M1 = 0x08;
    private static final int E64_M1 = 0x18;
    private static final int E8_MF8 = 0x05;

    private static final Field A0 = CaseRecord.integer(10);
    private static final Field A1 = CaseRecord.integer(11);

    private static final int VADD_VI = 0x0300_b457; // vadd.vi v8, v16, 1
    private static final int VADD_VI_MASKED = 0x0100_b457; // vadd.vi v8, v16, 1, v0.t
    private static final int VREDSUM = 0x030c_2457; // vredsum.vs v8, v16, v24
    private static final int VCPOP = 0x4288_2557; // vcpop.m a0, v8
    private static final int VSETVLI_E32_M8 = 0x0d35_f557; // vsetvli a0, a1, e32, m8, ta, ma
    private static final int VSETVL = 0x80c5_f557; // vsetvl a0, a1, a2
    private static final int VL1RE32 = 0x0285_e407; // vl1re32.v v8, (a1)
    private static final int VL1RE64 = 0x0285_f407; // vl1re64.v v8, (a1)
    private static final int VMV1R = 0x9f00_3457; // vmv1r.v v8, v16
    private static final int VFADD = 0x030c_1457; // vfadd.vv v8, v16, v24
    private static final int VLE8 = 0x0205_8407; // vle8.v v8, (a1)
    private static final int VLE8FF = 0x0305_8407; // vle8ff.v v8, (a1)
    private static final int CSRR_VL = 0xc200_2573; // csrr a0, vl
    private static final int CSRW_VL = 0xc205_1073; // csrw vl, a0
    private static final int CSRW_VCSR = 0x00f5_1073; // csrw vcsr, a0
    private static final int CSRR_VTYPE = 0xc210_2573; // csrr a0, vtype
    private static final int VID = 0x5208_a457; // vid.v v8

    @Test
    void leavesTheTailAndMaskedElementsAloneEvenWhereTheyAreAgnostic() {
        CaseRecord record = with(E32_M1_AGNOSTIC, 3, VADD_VI_MASKED);
        record.setVectorWord(0, 0b101);
        fill(record, 8, 0x1111_1111);

        CaseRecord after = run(record);

        assertThat(words(after, 8, 5))
                .as("v8 after vadd.vi v8, v16, 1, v0.t with vl 3 and mask 101")
                .containsExactly(1, 0x1111_1111, 1, 0x1111_1111, 0x1111_1111);
    }

    @Test
    void beginsAtVstartAndClearsIt() {
        CaseRecord record = with(E32_M1, 4, VADD_VI);
        record.set(CaseRecord.VSTART, 2);

        CaseRecord after = run(record);

        assertThat(words(after, 8, 5)).as("v8").containsExactly(0, 0, 1, 1, 0);
        assertThat(after.get(CaseRecord.VSTART)).as("vstart").isZero();
    }

    @Test
    void clearsVstartBehindTheEndToo() {
        CaseRecord record = with(E32_M1, 4, VADD_VI);
        record.set(CaseRecord.VSTART, 4);

        CaseRecord after = run(record);

        assertThat(words(after, 8, 5)).as("v8").containsOnly(0);
        assertThat(after.get(CaseRecord.VSTART)).as("vstart").isZero();
    }

    @Test
    void movesNothingWhereWholeRegistersEndBeforeVstart() {
        CaseRecord record = with(E32_M1, 16, VMV1R);
        record.set(CaseRecord.VSTART, 17);
        fill(record, 16, 0x1111_1111);

        CaseRecord after = run(record);

        assertThat(words(after, 8, 16)).as("v8").containsOnly(0);
        assertThat(after.get(CaseRecord.VSTART)).as("vstart").isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {VREDSUM, VCPOP})
    void trapsWhereAnInstructionCannotBeginInItsMiddle(int word) {
        CaseRecord record = with(E32_M1, 4, word);
        record.set(CaseRecord.VSTART, 1);

        assertIllegal(run(record), word);
    }

    @ParameterizedTest(name = "AVL {0} gives vl {1}")
    @CsvSource({"0, 0", "1, 1", "128, 128", "129, 128", "255, 128", "-1, 128"})
    void setsTheLengthToWhatIsAskedForUpToTheLongest(int wanted, int length) {
        CaseRecord record = with(E8_M1, 1, VSETVLI_E32_M8);
        record.set(A1, Integer.toUnsignedLong(wanted));

        CaseRecord after = run(record);

        assertThat(after.get(CaseRecord.VL)).as("vl").isEqualTo(length);
        assertThat(after.get(A0)).as("rd").isEqualTo(length);
    }

    @ParameterizedTest(name = "vtype {0}")
    @ValueSource(ints = {E64_M1, E8_MF8, 0x04, 0x100, 0x20})
    void marksATypeThatItDoesNotSupport(int type) {
        CaseRecord record = with(E8_M1, 1, VSETVL);
        record.set(CaseRecord.integer(12), type);
        record.set(A1, 16);

        CaseRecord after = run(record);

        assertThat(after.get(CaseRecord.VTYPE)).as("vtype").isEqualTo(0x8000_0000L);
        assertThat(after.get(CaseRecord.VL)).as("vl").isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {VADD_VI, VMV1R, VLE8, VID, VFADD})
    void trapsWhatDependsOnAnIllegalType(int word) {
        CaseRecord record = with(E64_M1, 0, word);

        assertIllegal(run(record), word);
    }

    @Test
    void loadsWholeRegistersWhateverTheType() {
        CaseRecord record = with(E64_M1, 0, VL1RE32);
        record.set(A1, Integer.toUnsignedLong(CaseRecord.SCRATCH));

        assertRan(run(record));
    }

    @Test
    void trapsElementsThatAreWiderThanTheWidest() {
        CaseRecord record = with(E8_M1, 1, VL1RE64);
        record.set(A1, Integer.toUnsignedLong(CaseRecord.SCRATCH));

        assertIllegal(run(record), VL1RE64);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "0xc6882457, 'vwadd.vv v8, v8, v16: source in the lower half of a wider destination'",
        "0xb28234d7, 'vnsrl.wi v9, v8, 4: destination in the upper half of a wider source'",
        "0x010c0057, 'vadd.vv v0, v16, v24, v0.t: destination over the mask'",
        "0x3a80b457, 'vslideup.vi v8, v8, 1: destination over the source'",
        "0x33040457, 'vrgather.vv v8, v16, v8: destination over the indices'",
        "0x6205ef07, 'vlseg4e32.v v30, (a1): segments beyond v31'",
        "0xc30c1457, 'vfwadd.vv v8, v16, v24: double precision'"
    })
    void trapsReservedUsesOfRegisters(String word, String story) {
        assertIllegal(run(with(E16_M1, 4, Integer.parseUnsignedInt(word.substring(2), 16))), word);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "0xc6982457, 'vwadd.vv v8, v9, v16: source in the upper half of a wider destination'",
        "0xb2823457, 'vnsrl.wi v8, v8, 4: destination in the lower half of a wider source'",
        "0x610c0057, 'vmseq.vv v0, v16, v24, v0.t: a mask over the mask'"
    })
    void executesWhatOverlapsInAWayThatIsAllowed(String word, String story) {
        assertRan(run(with(E16_M1, 4, Integer.parseUnsignedInt(word.substring(2), 16))));
    }

    @Test
    void trapsGroupsThatBeginInTheirMiddle() {
        int misaligned = 0x0210_8457 | 9 << 7; // vadd.vv v9, v1, v1 with m2
        assertIllegal(run(with(E32_M1 | 1, 4, misaligned)), misaligned);
    }

    @ParameterizedTest
    @ValueSource(ints = {VADD_VI, VSETVLI_E32_M8, CSRR_VL, CSRW_VCSR, VL1RE32})
    void trapsWhileVectorsAreOff(int word) {
        CaseRecord record = with(E32_M1, 4, word);
        record.set(CaseRecord.MSTATUS, 0x7800);

        assertIllegal(run(record), word);
    }

    @Test
    void trapsFloatInstructionsWhileFloatingPointIsOff() {
        CaseRecord record = with(E32_M1, 4, VFADD);
        record.set(CaseRecord.MSTATUS, 0x1e00);

        assertIllegal(run(record), VFADD);
    }

    @Test
    void trapsFloatInstructionsWithARoundingModeThatDoesNotExist() {
        CaseRecord record = with(E32_M1, 0, VFADD);
        record.set(CaseRecord.FCSR, 5 << 5);

        assertIllegal(run(record), VFADD);
    }

    @Test
    void trapsWritesToVl() {
        assertIllegal(run(with(E32_M1, 4, CSRW_VL)), CSRW_VL);
    }

    @Test
    void splitsVcsrIntoSaturationAndRounding() {
        CaseRecord record = with(E32_M1, 4, CSRW_VCSR);
        record.set(A0, 0xffff_fffdL);

        assertThat(run(record).get(CaseRecord.VCSR)).as("vcsr").isEqualTo(0b101);
    }

    @Test
    void showsAnIllegalTypeInTheHighestBit() {
        assertThat(run(with(E64_M1, 0, CSRR_VTYPE)).get(A0)).as("a0").isEqualTo(0x8000_0000L);
    }

    @Test
    void leavesTheElementThatTrapsInVstart() {
        CaseRecord record = with(E8_M1, 16, VLE8);
        record.set(A1, 0xffff_fff8L);

        CaseRecord after = run64(record);

        assertThat(after.get(CaseRecord.MCAUSE)).as("mcause").isEqualTo(TrapCause.LOAD_ACCESS_FAULT);
        assertThat(after.get(CaseRecord.MTVAL)).as("mtval").isEqualTo(0x1_0000_0000L);
        assertThat(after.get(CaseRecord.VSTART)).as("vstart").isEqualTo(8);
    }

    @Test
    void shortensTheLengthWhereALaterElementTraps() {
        CaseRecord record = with(E8_M1, 16, VLE8FF);
        record.set(A1, 0xffff_fff8L);

        CaseRecord after = run64(record);

        assertRan(after);
        assertThat(after.get(CaseRecord.VL)).as("vl").isEqualTo(8);
        assertThat(after.get(CaseRecord.VSTART)).as("vstart").isZero();
    }

    @Test
    void trapsWhereTheFirstElementDoes() {
        CaseRecord record = with(E8_M1, 16, VLE8FF);
        record.set(A1, 0x1_0000_0000L);

        CaseRecord after = run64(record);

        assertThat(after.get(CaseRecord.MCAUSE)).as("mcause").isEqualTo(TrapCause.LOAD_ACCESS_FAULT);
        assertThat(after.get(CaseRecord.VL)).as("vl").isEqualTo(16);
    }

    @ParameterizedTest(name = "VLEN {0}, ELEN {1}")
    @CsvSource({"32, 32", "64, 64"})
    void executesEveryInstructionAtEveryLength(int vlen, int elen) {
        VectorConfig config = new VectorConfig(vlen, elen);
        List<Case> cases = new VectorCaseGenerator(config).all(1, 1);
        List<CaseRecord> records = IntStream.range(0, cases.size() / EVERY)
                .mapToObj(i -> cases.get(i * EVERY).record())
                .toList();

        assertThat(new EmulatedRiscV("rv32imfv_zicsr", false, FEATURES)
                        .withVectors(config)
                        .run(records))
                .allMatch(after -> after.get(CaseRecord.MCAUSE) != 0, "ended by a trap");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 100, 131072, -512})
    void refusesALengthThatIsNoPowerOfTwoInRange(int vlen) {
        assertThatThrownBy(() -> new VectorConfig(vlen, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("VectorRegisterLength must be a power of two from 32 to 65536 bits, not " + vlen);
    }

    @Test
    void refusesElementsOfAnOddWidth() {
        assertThatThrownBy(() -> new VectorConfig(512, 48))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("VectorElementMaxWidth must be 32 or 64 bits, not 48");
    }

    private static CaseRecord with(int type, int length, int word) {
        CaseRecord record = CaseRecord.blank();
        record.set(CaseRecord.VTYPE, type);
        record.set(CaseRecord.VL, length);
        record.setCode(CaseRecord.SLOT, word);
        return record;
    }

    private static void fill(CaseRecord record, int register, int value) {
        for (int at = 0; at < REGISTER; at += 4) {
            record.setVectorWord(register * REGISTER + at, value);
        }
    }

    private static List<Integer> words(CaseRecord record, int register, int count) {
        return IntStream.range(0, count)
                .map(i -> record.vectorWord(register * REGISTER + 4 * i))
                .boxed()
                .toList();
    }

    private static CaseRecord run(CaseRecord record) {
        return new EmulatedRiscV("rv32imfv_zicsr", false, FEATURES)
                .withVectors(CONFIG)
                .run(List.of(record))
                .get(0);
    }

    private static CaseRecord run64(CaseRecord record) {
        return new EmulatedRiscV("rv64imfv_zicsr", true, FEATURES)
                .withVectors(CONFIG)
                .run(List.of(record))
                .get(0);
    }

    private static void assertRan(CaseRecord after) {
        assertThat(after.get(CaseRecord.MCAUSE)).as("mcause").isEqualTo(TrapCause.CALL_FROM_MACHINE);
    }

    private static void assertIllegal(CaseRecord after, Object instruction) {
        assertThat(after.get(CaseRecord.MCAUSE))
                .as("mcause of %s", instruction)
                .isEqualTo(TrapCause.ILLEGAL_INSTRUCTION);
        assertThat(after.get(CaseRecord.MEPC)).as("mepc").isEqualTo(Integer.toUnsignedLong(CaseRecord.SLOT));
    }
}

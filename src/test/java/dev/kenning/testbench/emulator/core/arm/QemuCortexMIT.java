package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Tools;
import dev.kenning.testbench.emulator.machine.DriverAssembler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that the driver measures: answers that the architecture manual gives come back from QEMU. */
@Tag("tool")
class QemuCortexMIT {

    private static final int SVC = 11;
    private static final int USAGE_FAULT = 6;

    @TempDir
    Path directory;

    private Path qemu = Path.of("");

    @BeforeEach
    void findQemu() {
        qemu = Tools.require("qemu-system-arm", "qemu", "qemu-system-arm");
    }

    @Test
    void anAdditionSetsRegisterAndFlags() throws Exception {
        CaseRecord record = CaseRecord.blank();
        record.setRegister(1, 0x7fff_ffff);
        record.setRegister(2, 1);
        record.setCode(CaseRecord.SLOT + 4, 0x1888);

        CaseRecord after = run(record);

        assertThat(after.getRegister(0)).as("r0 after adds r0, r1, r2").isEqualTo(0x8000_0000);
        assertThat(after.get(CaseRecord.XPSR) >>> 28).as("NZCV").isEqualTo(0b1001);
        assertThat(after.get(CaseRecord.EXCEPTION)).as("exception").isEqualTo(SVC);
        assertThat(after.get(CaseRecord.PC))
                .as("return address of the SVC behind")
                .isEqualTo(CaseRecord.SLOT + 8);
    }

    @Test
    void anInstructionMayLieAcrossPages() throws Exception {
        CaseRecord record = CaseRecord.blank();
        record.setRegister(3, 0x1234_5678);
        record.setCode(CaseRecord.PAGE_END - 2, 0xfa93, 0xf2a3);

        assertThat(run(record).getRegister(2)).as("r2 after rbit r2, r3").isEqualTo(0x1e6a_2c48);
    }

    @Test
    void aStoreReachesTheScratchMemory() throws Exception {
        CaseRecord record = CaseRecord.blank();
        record.setRegister(0, 0xa1b2_c3d4);
        record.setRegister(1, CaseRecord.SCRATCH_MIDDLE - 2);
        record.setCode(CaseRecord.SLOT, 0x6008);

        CaseRecord after = run(record);

        assertThat(List.of(after.scratchByte(254), after.scratchByte(255), after.scratchByte(256)))
                .as("bytes of str r0, [r1] across a page")
                .containsExactly(0xd4, 0xc3, 0xb2);
    }

    @Test
    void aSumOfSinglesRoundsAndRaisesInexact() throws Exception {
        CaseRecord record = CaseRecord.blank();
        record.set(CaseRecord.single(1), Float.floatToRawIntBits(1.0f));
        record.set(CaseRecord.single(2), Float.floatToRawIntBits(0x1p-30f));
        record.setCode(CaseRecord.SLOT, 0xee30, 0x0a81);

        CaseRecord after = run(record);

        assertThat(after.get(CaseRecord.single(0)))
                .as("s0 after vadd.f32 s0, s1, s2")
                .isEqualTo(0x3f80_0000);
        assertThat(after.get(CaseRecord.FPSCR)).as("cumulative flags").isEqualTo(0x10);
    }

    @Test
    void aFaultIsRecordedAndTheNextCaseRuns() throws Exception {
        CaseRecord undefined = CaseRecord.blank();
        undefined.setCode(CaseRecord.SLOT, 0xde00);
        CaseRecord next = CaseRecord.blank();
        next.setCode(CaseRecord.SLOT, 0x2007);

        List<CaseRecord> after = new QemuCortexM(qemu, "mps2-an500", true, directory).run(List.of(undefined, next));

        assertThat(after.get(0).get(CaseRecord.EXCEPTION))
                .as("exception of udf")
                .isEqualTo(USAGE_FAULT);
        assertThat(after.get(0).get(CaseRecord.CFSR)).as("UNDEFINSTR").isEqualTo(0x0001_0000);
        assertThat(after.get(0).get(CaseRecord.PC)).as("faulting address").isEqualTo(CaseRecord.SLOT);
        assertThat(after.get(1).getRegister(0))
                .as("r0 of the case behind the fault")
                .isEqualTo(7);
    }

    @Test
    void thousandsOfCasesRunInOneProcess() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        List<CaseRecord> cases = new ArrayList<>();
        for (int i = 0; i < CaseImage.MAX_CASES; i++) {
            CaseRecord record = CaseRecord.blank();
            record.setRegister(1, random.nextInt());
            record.setRegister(2, random.nextInt());
            record.setCode(CaseRecord.SLOT + 2 * (i % 8), 0x1888);
            cases.add(record);
        }

        List<CaseRecord> after = new QemuCortexM(qemu, "mps2-an500", true, directory).run(cases);

        for (int i = 0; i < cases.size(); i++) {
            assertThat(after.get(i).getRegister(0))
                    .as("sum of case %d", i)
                    .isEqualTo(cases.get(i).getRegister(1) + cases.get(i).getRegister(2));
        }
    }

    @Test
    void theDriverIsWhatItsSourceGives() throws Exception {
        byte[] assembled = new DriverAssembler("arm-none-eabi-", "binutils-arm-none-eabi")
                .assemble(CaseImage.class, List.of(), List.of("-Ttext=0", "-e", "0"), directory);

        assertThat(CaseImage.driver()).as("case-driver.bin").isEqualTo(assembled);
    }

    private CaseRecord run(CaseRecord record) throws IOException, InterruptedException {
        return new QemuCortexM(qemu, "mps2-an500", true, directory)
                .run(List.of(record))
                .get(0);
    }
}

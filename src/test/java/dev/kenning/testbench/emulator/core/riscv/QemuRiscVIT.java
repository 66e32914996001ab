package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Tools;
import dev.kenning.testbench.emulator.machine.DriverAssembler;
import dev.kenning.testbench.emulator.machine.QemuBatch;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that the driver measures: answers that the specification gives come back from QEMU. */
@Tag("tool")
class QemuRiscVIT {

    private static final int FEATURES = CaseImage.FLOATS | CaseImage.VECTORS;
    private static final int E32_M1 = 0x10;

    @TempDir
    Path directory;

    private Path qemu = Path.of("");

    @BeforeEach
    void findQemu() {
        qemu = Tools.require("qemu-system-riscv32", "qemu", "qemu-system-misc");
    }

    @Test
    void anAdditionOfVectorsLeavesTheTailAlone() throws Exception {
        CaseRecord record = CaseRecord.blank();
        record.set(CaseRecord.VTYPE, E32_M1);
        record.set(CaseRecord.VL, 1);
        record.setVectorWord(16 * 64, 41);
        record.setVectorWord(8 * 64 + 4, 7);
        record.setCode(CaseRecord.SLOT, 0x0300_b457); // vadd.vi v8, v16, 1

        CaseRecord after = run(record).get(0);

        assertThat(List.of(after.vectorWord(8 * 64), after.vectorWord(8 * 64 + 4)))
                .as("v8 after vadd.vi v8, v16, 1 with vl 1")
                .containsExactly(42, 7);
        assertThat(after.get(CaseRecord.MCAUSE)).as("mcause").isEqualTo(TrapCause.CALL_FROM_MACHINE);
        assertThat(after.get(CaseRecord.MEPC))
                .as("address of the ecall behind")
                .isEqualTo(Integer.toUnsignedLong(CaseRecord.SLOT + 4));
    }

    @Test
    void aTrapIsRecordedAndTheNextCaseRuns() throws Exception {
        CaseRecord illegal = CaseRecord.blank();
        illegal.setCode(CaseRecord.SLOT, Assembly.ILLEGAL);
        CaseRecord next = CaseRecord.blank();
        next.setCode(CaseRecord.PAGE_END - 4, Assembly.addi(Assembly.A0, 0, 7));

        List<CaseRecord> after = run(illegal, next);

        assertThat(after.get(0).get(CaseRecord.MCAUSE)).as("mcause").isEqualTo(TrapCause.ILLEGAL_INSTRUCTION);
        assertThat(after.get(1).get(CaseRecord.integer(Assembly.A0)))
                .as("a0 of the case behind the trap")
                .isEqualTo(7);
    }

    @Test
    void aFloatSumRoundsAndRaisesInexact() throws Exception {
        CaseRecord record = CaseRecord.blank();
        record.set(CaseRecord.floating(1), Float.floatToRawIntBits(1.0f));
        record.set(CaseRecord.floating(2), Float.floatToRawIntBits(0x1p-30f));
        record.setCode(CaseRecord.SLOT, 0x0020_f053); // fadd.s f0, f1, f2

        CaseRecord after = run(record).get(0);

        assertThat(after.get(CaseRecord.floating(0))).as("f0").isEqualTo(Float.floatToRawIntBits(1.0f));
        assertThat(after.get(CaseRecord.FCSR)).as("fcsr").isEqualTo(1);
    }

    @Test
    void theDriversAreWhatTheirSourceGives() throws Exception {
        DriverAssembler assembler = new DriverAssembler("riscv64-unknown-elf-", "binutils-riscv64-unknown-elf");

        byte[] narrow = assembler.assemble(
                CaseImage.class,
                List.of("-march=rv32imfdv_zifencei", "-mabi=ilp32f", "-mno-relax"),
                List.of("-melf32lriscv", "-Ttext=0x80000000", "-e", "0x80000000"),
                directory);
        byte[] wide = assembler.assemble(
                CaseImage.class,
                List.of("-march=rv64imfdv_zifencei", "-mabi=lp64f", "-mno-relax", "--defsym", "RV64=1"),
                List.of("-melf64lriscv", "-Ttext=0x80000000", "-e", "0x80000000"),
                directory);

        assertThat(QemuBatch.resource(CaseImage.class, "case-driver32.bin"))
                .as("RV32")
                .isEqualTo(narrow);
        assertThat(QemuBatch.resource(CaseImage.class, "case-driver64.bin"))
                .as("RV64")
                .isEqualTo(wide);
    }

    private List<CaseRecord> run(CaseRecord... records) throws Exception {
        String cpu = "rv32,v=false,Zve32f=true,vlen=512,elen=32";
        return new QemuRiscV(qemu, cpu, false, FEATURES, directory).run(List.of(records));
    }
}

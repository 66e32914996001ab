package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.machine.QemuBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Executes batches of cases on QEMU, one process per batch. */
final class QemuCortexM {

    private final QemuBatch qemu;
    private final boolean fpu;

    /**
     * Creates the runner.
     *
     * @param machine QEMU's name of a board of the MPS2 family: they have memory where the driver wants it
     * @param directory an empty directory for images and results
     */
    QemuCortexM(Path qemu, String machine, boolean fpu, Path directory) {
        this.qemu = new QemuBatch(qemu, List.of("-machine", machine), directory);
        this.fpu = fpu;
    }

    /** Returns what became of the cases, in their order. */
    List<CaseRecord> run(List<CaseRecord> cases) throws IOException, InterruptedException {
        return CaseImage.results(execute(CaseImage.of(cases, fpu)));
    }

    /** Returns the bytes that an image leaves at {@link CaseImage#RECORDS_ADDRESS}. */
    byte[] execute(CaseImage image) throws IOException, InterruptedException {
        byte[] parameters = image.parameters(qemu.results().toString());
        return qemu.run(List.of(
                new QemuBatch.Content("code", CaseImage.CODE_ADDRESS, image.code()),
                new QemuBatch.Content("parameters", CaseImage.PARAMETERS_ADDRESS, parameters),
                new QemuBatch.Content("records", CaseImage.RECORDS_ADDRESS, image.records())));
    }
}

package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.machine.QemuBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Executes batches of cases on QEMU's {@code virt} machine, one process per batch. */
final class QemuRiscV {

    private final QemuBatch qemu;
    private final boolean is64;
    private final int features;

    /**
     * Creates the runner.
     *
     * @param cpu QEMU's name of the core with its properties
     * @param directory an empty directory for images and results
     */
    QemuRiscV(Path qemu, String cpu, boolean is64, int features, Path directory) {
        this.qemu = new QemuBatch(qemu, List.of("-machine", "virt", "-bios", "none", "-cpu", cpu), directory);
        this.is64 = is64;
        this.features = features;
    }

    /** Returns what became of the cases, in their order. */
    List<CaseRecord> run(List<CaseRecord> cases) throws IOException, InterruptedException {
        CaseImage image = CaseImage.of(cases, is64, features);
        return CaseImage.results(qemu.run(image.contents(qemu.results().toString())));
    }
}

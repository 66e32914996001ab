package dev.kenning.testbench.emulator.arm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Executes batches of cases on QEMU, one process per batch. */
final class QemuCortexM {

    private static final int TIME_LIMIT_SECONDS = 60;

    private final Path qemu;
    private final String machine;
    private final boolean fpu;
    private final Path directory;

    /**
     * Creates the runner.
     *
     * @param machine QEMU's name of a board of the MPS2 family: they have memory where the driver wants it
     * @param directory an empty directory for images and results
     */
    QemuCortexM(Path qemu, String machine, boolean fpu, Path directory) {
        this.qemu = qemu;
        this.machine = machine;
        this.fpu = fpu;
        this.directory = directory;
    }

    /** Returns what became of the cases, in their order. */
    List<CaseRecord> run(List<CaseRecord> cases) throws IOException, InterruptedException {
        return CaseImage.results(execute(CaseImage.of(cases, fpu)));
    }

    /** Returns the bytes that an image leaves at {@link CaseImage#RECORDS_ADDRESS}. */
    byte[] execute(CaseImage image) throws IOException, InterruptedException {
        Path results = directory.resolve("results.bin");
        Path log = directory.resolve("qemu.log");
        Files.deleteIfExists(results);
        byte[] parameters = image.parameters(results.toAbsolutePath().toString());
        Process process = new ProcessBuilder(
                        qemu.toString(),
                        "-machine",
                        machine,
                        "-display",
                        "none",
                        "-serial",
                        "none",
                        "-monitor",
                        "none",
                        "-semihosting-config",
                        "enable=on,target=native",
                        "-device",
                        loader("code.bin", CaseImage.CODE_ADDRESS, image.code()),
                        "-device",
                        loader("parameters.bin", CaseImage.PARAMETERS_ADDRESS, parameters),
                        "-device",
                        loader("records.bin", CaseImage.RECORDS_ADDRESS, image.records()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0 || !Files.exists(results)) {
                throw new IOException("QEMU " + (ended ? "ended with status " + process.exitValue() : "did not end")
                        + ": "
                        + Files.readString(log, StandardCharsets.UTF_8).strip());
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return Files.readAllBytes(results);
    }

    private String loader(String name, int address, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        Files.write(file, content);
        return "loader,force-raw=on,file=" + file.toAbsolutePath() + ",addr=0x" + Integer.toHexString(address);
    }
}

package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.SystemBus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs QEMU once: memory is filled, a program runs, and leaves a file through semihosting. */
public final class QemuBatch {

    private static final int TIME_LIMIT_SECONDS = 60;

    private final Path qemu;
    private final List<String> machine;
    private final Path directory;

    /** Bytes that memory holds at an address before the program runs. */
    public static final class Content {

        private final String name;
        private final int address;
        private final byte[] bytes;

        /**
         * Takes the bytes as they are, without a copy.
         *
         * @param name what to call the file that QEMU loads them from
         */
        public Content(String name, int address, byte[] bytes) {
            this.name = name;
            this.address = address;
            this.bytes = bytes;
        }

        /** Puts the bytes into the memory of our machine. */
        public void writeTo(SystemBus bus) {
            bus.writeBytes(address, bytes, 0, bytes.length);
        }
    }

    /**
     * Creates the runner.
     *
     * @param machine arguments that choose the machine
     * @param directory an empty directory for images and results
     */
    public QemuBatch(Path qemu, List<String> machine, Path directory) {
        this.qemu = qemu;
        this.machine = List.copyOf(machine);
        this.directory = directory;
    }

    /** Returns the file that the program has to write. */
    public Path results() {
        return directory.resolve("results.bin").toAbsolutePath();
    }

    /** Runs a program and returns what it wrote to {@link #results()}. */
    public byte[] run(List<Content> memory) throws IOException, InterruptedException {
        Path log = directory.resolve("qemu.log");
        Files.deleteIfExists(results());
        Process process = new ProcessBuilder(command(memory))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0 || !Files.exists(results())) {
                throw new IOException("QEMU " + (ended ? "ended with status " + process.exitValue() : "did not end")
                        + ": "
                        + Files.readString(log, StandardCharsets.UTF_8).strip());
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return Files.readAllBytes(results());
    }

    private List<String> command(List<Content> memory) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(qemu.toString());
        command.addAll(machine);
        command.addAll(List.of("-display", "none", "-serial", "none", "-monitor", "none"));
        command.addAll(List.of("-semihosting-config", "enable=on,target=native"));
        for (Content content : memory) {
            Path file = directory.resolve(content.name + ".bin");
            Files.write(file, content.bytes);
            String address = Integer.toHexString(content.address);
            command.addAll(
                    List.of("-device", "loader,force-raw=on,file=" + file.toAbsolutePath() + ",addr=0x" + address));
        }
        return command;
    }

    /** Returns the bytes of a resource beside a class. */
    public static byte[] resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not among the test resources");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

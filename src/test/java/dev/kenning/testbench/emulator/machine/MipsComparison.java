package dev.kenning.testbench.emulator.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Compares the interpreter's speed with QEMU's; {@code bench/mips.sh} builds the kernels and calls it.
 *
 * <p>Instructions are counted by our core. Times are CPU times, so that other work on the machine counts little; QEMU's
 * is that of a whole run less that of a run with no iteration, ours that of the interpreting thread after a run as long
 * as the measured one.
 */
public final class MipsComparison {

    private static final int TIME_LIMIT_SECONDS = 300;

    private final Kernels kernels;
    private final double seconds;
    private final Path directory;

    private MipsComparison(Kernels kernels, double seconds, Path directory) {
        this.kernels = kernels;
        this.seconds = seconds;
        this.directory = directory;
    }

    /** What executes kernels of one instruction set. */
    public interface Kernels {

        /**
         * Executes a kernel on our core until it sleeps.
         *
         * @param parameters what stands beside it in memory
         * @return the instructions that were executed
         */
        long runOurs(byte[] code, byte[] parameters);

        /** Returns QEMU's command for an image of a kernel and one of its parameters. */
        List<String> qemuCommand(Path program, Path parameters);
    }

    /** Compares; takes the seconds of a measurement, and paths of kernels without {@code .bin}. */
    public static void compare(Kernels kernels, String... arguments) throws Exception {
        MipsComparison comparison =
                new MipsComparison(kernels, Double.parseDouble(arguments[0]), Files.createTempDirectory("mips"));
        System.out.printf(
                Locale.ROOT, "%-12s %14s %12s %12s %10s%n", "kernel", "instructions", "ours", "QEMU", "ratio");
        for (int i = 1; i < arguments.length; i++) {
            comparison.compare(Path.of(arguments[i]));
        }
    }

    private void compare(Path kernel) throws Exception {
        byte[] code = Files.readAllBytes(Path.of(kernel + ".bin"));
        Run one = runOurs(code, 1);
        long perIteration = Math.max(one.instructions() - runOurs(code, 0).instructions(), 1);
        int iterations = (int) Math.min(Integer.MAX_VALUE, Math.max(1, (long) (seconds * 150e6 / perIteration)));
        runOurs(code, iterations);
        Run ours = runOurs(code, iterations);
        double oursMips = ours.instructions() / ours.seconds() / 1e6;

        double empty = runQemu(code, 0);
        int qemuIterations = iterations;
        double qemuSeconds = runQemu(code, qemuIterations) - empty;
        while (qemuSeconds < seconds / 2) {
            qemuIterations *= 4;
            qemuSeconds = runQemu(code, qemuIterations) - empty;
        }
        double qemuMips = (double) perIteration * qemuIterations / qemuSeconds / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%-12s %14d %7.0f MIPS %7.0f MIPS %10.2f%n",
                kernel.getFileName(),
                ours.instructions(),
                oursMips,
                qemuMips,
                oursMips / qemuMips);
    }

    private record Run(long instructions, double seconds) {}

    private static byte[] parameters(int iterations, boolean ends) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(iterations)
                .putInt(ends ? 1 : 0)
                .array();
    }

    private Run runOurs(byte[] code, int iterations) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long instructions = kernels.runOurs(code, parameters(iterations, false));
        return new Run(instructions, (threads.getCurrentThreadCpuTime() - start) / 1e9);
    }

    private double runQemu(byte[] code, int iterations) throws IOException, InterruptedException {
        Path program = Files.write(directory.resolve("kernel.bin"), code);
        Path parameters = Files.write(directory.resolve("parameters.bin"), parameters(iterations, true));
        List<String> command = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%U %S'; time \"$@\"", "bash"));
        command.addAll(kernels.qemuCommand(program, parameters));
        Path times = directory.resolve("times");
        Process process =
                new ProcessBuilder(command).redirectError(times.toFile()).start();
        try {
            if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("QEMU did not end well with " + iterations + " iterations");
            }
            return Arrays.stream(Files.readString(times).strip().split("\\s+"))
                    .mapToDouble(Double::parseDouble)
                    .sum();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}

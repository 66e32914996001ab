package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.core.Heat;
import dev.kenning.testbench.emulator.core.translate.TranslatorSetting;
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
 * Compares the speed of interpreter, translator, and QEMU; {@code bench/mips.sh} builds the kernels and calls it.
 *
 * <p>Instructions are counted by our core. Times are CPU times, so that other work on the machine counts little, of a whole
 * run less a run with no iteration: QEMU's those of the process, ours those of the executing thread, without HotSpot's
 * compilers, in a JVM that has executed the kernel before, and has translated it, as a suite does.
 */
public final class MipsComparison {

    private static final int TIME_LIMIT_SECONDS = 300;
    /** Instructions of the first run, for each second of the measurement. */
    private static final double FIRST_RUN = 20e6;

    private static final Heat TRANSLATED = TranslatorSetting.ON.heat();

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
         * Executes a kernel on a new core of ours until it sleeps.
         *
         * @param parameters what stands beside it in memory
         * @param heat when its blocks are translated
         * @return the instructions that were executed
         */
        long runOurs(byte[] code, byte[] parameters, Heat heat);

        /** Returns QEMU's command for an image of a kernel and one of its parameters. */
        List<String> qemuCommand(Path program, Path parameters);
    }

    /** Compares; takes the seconds of a measurement, and paths of kernels without {@code .bin}. */
    public static void compare(Kernels kernels, String... arguments) throws Exception {
        MipsComparison comparison =
                new MipsComparison(kernels, Double.parseDouble(arguments[0]), Files.createTempDirectory("mips"));
        System.out.printf(
                Locale.ROOT,
                "%-12s %12s %12s %12s %22s %15s%n",
                "kernel",
                "interpreter",
                "translator",
                "QEMU",
                "translator/interpreter",
                "translator/QEMU");
        for (int i = 1; i < arguments.length; i++) {
            comparison.compare(Path.of(arguments[i]));
        }
    }

    private void compare(Path kernel) throws Exception {
        byte[] code = Files.readAllBytes(Path.of(kernel + ".bin"));
        long perIteration = Math.max(runOurs(code, 1) - runOurs(code, 0), 1);
        double interpreter = mips(perIteration, iterations -> secondsOfOurs(code, iterations, Heat.NEVER));
        double translator = mips(perIteration, iterations -> secondsOfOurs(code, iterations, TRANSLATED));
        double qemu = mips(perIteration, iterations -> secondsOfQemu(code, iterations));
        System.out.printf(
                Locale.ROOT,
                "%-12s %7.0f MIPS %7.0f MIPS %7.0f MIPS %22.2f %15.2f%n",
                kernel.getFileName(),
                interpreter,
                translator,
                qemu,
                translator / interpreter,
                translator / qemu);
    }

    /** Executes a kernel, and says how many seconds of CPU time that took. */
    private interface Timed {
        double run(int iterations) throws Exception;
    }

    /** Measures a run that is long enough, behind shorter ones in which everything warms up. */
    private double mips(long perIteration, Timed kernel) throws Exception {
        double empty = kernel.run(0);
        long iterations = Math.max(1, (long) (seconds * FIRST_RUN / perIteration));
        double taken = kernel.run((int) iterations) - empty;
        while (taken < seconds / 2 && iterations <= Integer.MAX_VALUE / 4) {
            iterations *= 4;
            taken = kernel.run((int) iterations) - empty;
        }
        return (double) perIteration * iterations / taken / 1e6;
    }

    private static byte[] parameters(int iterations, boolean ends) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(iterations)
                .putInt(ends ? 1 : 0)
                .array();
    }

    private long runOurs(byte[] code, int iterations) {
        return kernels.runOurs(code, parameters(iterations, false), Heat.NEVER);
    }

    private double secondsOfOurs(byte[] code, int iterations, Heat heat) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        kernels.runOurs(code, parameters(iterations, false), heat);
        return (threads.getCurrentThreadCpuTime() - start) / 1e9;
    }

    private double secondsOfQemu(byte[] code, int iterations) throws IOException, InterruptedException {
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

package dev.kenning.testbench.firmware;

import dev.kenning.testbench.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Builds the reference device as Linux programs with AddressSanitizer and UndefinedBehaviorSanitizer, and runs them. */
final class NativeFirmware {

    private static final long LIMIT_SECONDS = 300;

    private NativeFirmware() {}

    /** What a program that ended well has printed on standard output. */
    static List<String> run(String program, List<String> input, String... arguments) {
        Tools.require("gcc", "gcc", "gcc");
        Path make = Tools.require("make", "gcc", "make");
        Path built = Path.of("firmware", "build", "asan", program);
        execute(List.of(make.toString(), "-s", "-C", "firmware", "build/asan/" + program), List.of());
        List<String> command = new ArrayList<>(List.of(built.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return execute(command, input);
    }

    /** What a command that ended well has printed. Files stand at both ends, so that neither side waits for the other. */
    static List<String> execute(List<String> command, List<String> input) {
        try {
            Path in = Files.createTempFile("native-firmware", ".in");
            Path out = Files.createTempFile("native-firmware", ".out");
            Path errors = Files.createTempFile("native-firmware", ".err");
            try {
                Files.write(in, input);
                Process process = new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(errors.toFile())
                        .start();
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(command + " still runs after " + LIMIT_SECONDS + " s");
                }
                if (process.exitValue() != 0) {
                    throw new AssertionError("%s ended with status %d and said:%n%s%s"
                            .formatted(command, process.exitValue(), Files.readString(out), Files.readString(errors)));
                }
                return Files.readAllLines(out);
            } finally {
                Files.delete(in);
                Files.delete(out);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

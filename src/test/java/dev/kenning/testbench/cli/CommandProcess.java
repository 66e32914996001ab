package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The command as a process of its own, as its start script starts it. */
final class CommandProcess implements AutoCloseable {

    /** A JVM starts in a second, but machines that test may be busy. */
    private static final long PATIENCE_SECONDS = 50;

    private final Process process;
    private final Path out;
    private final Path err;

    private CommandProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts the command.
     *
     * @param folder where to keep what it prints
     */
    static CommandProcess start(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new CommandProcess(process, out, err);
    }

    /** Returns what it has printed so far. */
    String out() {
        return text(out);
    }

    /** Returns what it has printed on standard error so far. */
    String err() {
        return text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until standard output holds a text. */
    void awaitOut(String text) {
        await(() -> out().contains(text), text);
    }

    /** Waits until standard error matches, and returns the first group. */
    String awaitErr(String pattern) {
        Pattern compiled = Pattern.compile(pattern, Pattern.MULTILINE);
        await(() -> compiled.matcher(err()).find(), pattern);
        return compiled.matcher(err())
                .results()
                .map((MatchResult match) -> match.group(match.groupCount()))
                .findFirst()
                .orElseThrow();
    }

    private void await(Callable<Boolean> condition, String what) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .until(() -> condition.call() || !process.isAlive());
            assertThat(condition.call())
                    .as("'%s' came; out: %s%nerr: %s", what, out(), err())
                    .isTrue();
        } catch (Exception e) {
            throw new AssertionError("'" + what + "' did not come; out: " + out() + "\nerr: " + err(), e);
        }
    }

    /** Types something on standard input. */
    void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Ends standard input. */
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Sends SIGTERM, as a shell's {@code kill} does. */
    void terminate() {
        process.destroy();
    }

    /** Waits for the end and returns the exit status. */
    int status() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("it ends; out: %s%nerr: %s", out(), err())
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}

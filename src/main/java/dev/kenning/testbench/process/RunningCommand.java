package dev.kenning.testbench.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A command whose output is read line by line; it ends with all that it started. */
public final class RunningCommand {

    /** What a child that outlives the command may still print is not waited for any longer. */
    private static final Duration LAST_LINES = Duration.ofSeconds(10);

    private static final Duration FOREVER = Duration.ofDays(365);

    private final Process process;
    private final ProcessTree tree;
    private final Thread reader;

    private RunningCommand(Process process, Consumer<String> output) {
        this.process = process;
        tree = new ProcessTree(process.toHandle());
        reader = new Thread(() -> read(output), "command output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a command without input.
     *
     * @param words the program and its arguments
     * @param output takes each line as it comes, errors among them, on a thread of its own
     */
    public static RunningCommand start(
            List<String> words, Path folder, Map<String, String> environment, Consumer<String> output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.directory(folder.toFile());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        return new RunningCommand(builder.start(), output);
    }

    private void read(Consumer<String> output) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.accept(line);
            }
        } catch (IOException e) {
            output.accept("the output cannot be read any further: " + e.getMessage());
        }
    }

    /**
     * Waits for the end and returns the exit status.
     *
     * @throws InterruptedException if the thread is interrupted; then all of the command's processes are ended
     */
    public int await() throws InterruptedException {
        return await(FOREVER).orElseThrow();
    }

    /**
     * Waits for the end and returns the exit status; nothing if it does not come in time, and then all of the command's processes
     * are ended.
     *
     * @throws InterruptedException if the thread is interrupted; then all of the command's processes are ended
     */
    public OptionalInt await(Duration time) throws InterruptedException {
        Thread atExit = new Thread(tree::kill, "command end");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                tree.terminate();
            }
            reader.join(LAST_LINES.toMillis());
            return ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
        } catch (InterruptedException e) {
            tree.terminate();
            throw e;
        } finally {
            forget(atExit);
        }
    }

    private static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs, or has run.
        }
    }
}

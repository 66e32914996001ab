package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.Tools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/** Drives a real GDB by its command line, which is ended when it takes too long. */
public final class Gdb implements AutoCloseable {

    private static final int LONGEST_SECONDS = 100;
    private static final String END = "@@ end of output @@";

    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    private Gdb(Process process) {
        this.process = process;
        input = process.outputWriter(StandardCharsets.UTF_8);
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts GDB on a program, or ends the test where it is not installed. */
    public static Gdb start(Path program) throws IOException {
        Path gdb = Tools.require("gdb-multiarch", "gdb", "gdb-multiarch");
        Process process = new ProcessBuilder(gdb.toString(), "-nx", "-q", program.toString())
                .redirectErrorStream(true)
                .start();
        // A read from a process cannot be interrupted: a GDB that waits for ever would hold the whole run.
        CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS).execute(process::destroy);
        Gdb started = new Gdb(process);
        started.run("set pagination off");
        started.run("set confirm off");
        started.run("set width 0");
        started.run("set remotetimeout 20");
        return started;
    }

    /** Executes a command and returns what GDB prints until it is ready for the next. */
    public String run(String command) throws IOException {
        begin(command);
        return await(END);
    }

    /** Gives a command whose end somebody else brings about. */
    public void begin(String command) throws IOException {
        input.write(command + "\necho \\n" + END + "\\n\n");
        input.flush();
    }

    /** Presses Ctrl-C once GDB has printed a line with this text, and returns what comes then. */
    public String interruptAt(String text) throws Exception {
        await(text);
        awaitIdleness();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        return await(END);
    }

    /** GDB loses a Ctrl-C that comes between its word that the program goes on and the request to let it. */
    private void awaitIdleness() {
        AtomicReference<Duration> spent = new AtomicReference<>(Duration.ofDays(1));
        Awaitility.await().pollInterval(Duration.ofMillis(100)).until(() -> {
            Duration now = process.info().totalCpuDuration().orElse(Duration.ZERO);
            return spent.getAndSet(now).equals(now);
        });
    }

    private String await(String text) throws IOException {
        StringBuilder heard = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text)) {
                return heard.toString();
            }
            heard.append(line).append('\n');
        }
        throw new IOException("GDB ended before it printed '" + text + "':\n" + heard);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package dev.kenning.testbench.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Runs the command in this JVM and keeps what it prints. */
final class TestConsole {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private OutputStream target = out;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    int run(String... arguments) {
        return run(false, Map.of(), arguments);
    }

    /** Runs the command on a terminal, or in a pipe, with these variables of the environment. */
    int run(boolean terminal, Map<String, String> environment, String... arguments) {
        return Main.run(new Console(stream(target), stream(err), terminal, false, terminal, environment), arguments);
    }

    /** Makes standard output fail from now on, as a full disk or a closed pipe does. */
    void closeOut() {
        target = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("no space left on device");
            }
        };
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(OutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}

package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.remote.BenchFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Puts all that is known of a failed test into one folder; what cannot be had is told in place of it. */
final class FailureFolder {

    private static final String LOG_LINES = "1000";

    private final Path folder;

    FailureFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Fills it while the board is still powered.
     *
     * @param again the command that runs the test again
     * @param messages of the protocol, decoded
     */
    void fill(
            TestRecord test,
            Throwable failure,
            String again,
            List<String> messages,
            Optional<Bench> bench,
            Optional<BenchSetup> setup)
            throws IOException {
        write("failure.txt", stackTrace(failure));
        write("reproduce.txt", again);
        write("console.txt", String.join("\n", test.console()));
        write("protocol.txt", String.join("\n", messages));
        if (bench.isPresent()) {
            writeOtherConsoles(bench.get());
            write("registers.txt", told(() -> states(bench.get())));
            write("log.txt", told(() -> bench.get().monitor().execute("lastLog " + LOG_LINES)));
        }
        if (setup.isPresent() && Files.isRegularFile(setup.get().firmware())) {
            write("bench.txt", told(() -> {
                BenchFolder.copyInto(folder, setup.get());
                return "Start this bench by hand: renode bench.resc";
            }));
        }
    }

    /** What came on UARTs beside the console and the protocol's; nothing where nothing came. */
    private void writeOtherConsoles(Bench bench) throws IOException {
        for (String uart : bench.uarts()) {
            if (!uart.equals(bench.board().kcomms())
                    && !uart.equals(bench.board().console())) {
                String text = told(() -> bench.terminal(uart).text());
                if (!text.isEmpty()) {
                    write("console-" + uart + ".txt", text);
                }
            }
        }
    }

    private static String states(Bench bench) {
        return bench.coreStates().entrySet().stream()
                .map(core -> core.getKey() + "\n" + core.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** A board that has just failed may not answer. */
    private static String told(Supplier<String> text) {
        try {
            return text.get();
        } catch (RuntimeException e) {
            return "not to be had: " + e.getMessage();
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void write(String name, String text) throws IOException {
        Files.write(folder.resolve(name), List.of(text.stripTrailing()), StandardCharsets.UTF_8);
    }
}

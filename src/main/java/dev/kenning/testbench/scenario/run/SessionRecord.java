package dev.kenning.testbench.scenario.run;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.TranscriptLine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was said while a scenario ran, and what it left.
 *
 * @param console the lines of the board's console; empty where it has none that can be heard
 * @param transcript the messages of the protocol
 * @param memory a digest of what all memories held at the end, where the engine can tell
 * @param simulator name and version of what ran the board, if it is not part of this project
 */
public record SessionRecord(
        List<String> console, List<String> transcript, Optional<String> memory, Optional<String> simulator) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int CONSOLE_LINES = 2000;

    /** Copies the lists. */
    public SessionRecord {
        console = List.copyOf(console);
        transcript = List.copyOf(transcript);
    }

    /** Takes down what a bench and a session have said so far. */
    static SessionRecord of(Bench bench, KenningSession session) {
        return new SessionRecord(
                consoleOf(bench),
                session.transcript().stream().map(TranscriptLine::toString).toList(),
                bench.memoryDigest(),
                bench.simulator());
    }

    private static List<String> consoleOf(Bench bench) {
        String console = bench.board().console();
        if (bench.board().printsIntoLog()
                || bench.board().sharesConsole()
                || !bench.uarts().contains(console)) {
            return List.of();
        }
        return bench.terminal(console).lines().stream()
                .limit(CONSOLE_LINES)
                .map(line -> String.format(
                        Locale.ROOT, "%.6f s  %s", line.timestamp().toNanos() / NANOS_PER_SECOND, line.text()))
                .toList();
    }
}

package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.profile.Counting;
import java.util.List;
import java.util.Optional;

/** Attached to the failure of a test, so that its report shows what the board printed last. */
final class ConsoleExcerpt extends Throwable {

    private static final long serialVersionUID = 1L;
    private static final int LINES = 20;

    private ConsoleExcerpt(String message) {
        super(message, null, false, false);
    }

    static Optional<ConsoleExcerpt> of(Bench bench) {
        String console = bench.board().console();
        List<String> lines = printed(bench, console).lines().toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String excerpt = String.join("\n    ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        return Optional.of(new ConsoleExcerpt(
                "the console " + console + " of " + bench.board().name() + " at "
                        + bench.virtualTime().toNanos() / 1e9
                        + (bench.counting() == Counting.NONE ? " s of host time" : " s of virtual time") + ":\n    "
                        + excerpt));
    }

    private static String printed(Bench bench, String console) {
        try {
            return bench.board().printsIntoLog()
                    ? bench.monitor().execute("lastLog " + LINES)
                    : bench.terminal(console).text();
        } catch (EngineException e) {
            // The failure that is being told is the user's; that the console is out of reach is no news.
            return "";
        }
    }
}

package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Bench;
import java.util.List;
import java.util.Optional;

/** Is attached to the failure of a test, so that its report shows what the board printed last. */
final class ConsoleExcerpt extends Throwable {

    private static final long serialVersionUID = 1L;
    private static final int LINES = 20;

    private ConsoleExcerpt(String message) {
        super(message, null, false, false);
    }

    static Optional<ConsoleExcerpt> of(Bench bench) {
        String console = bench.board().console();
        List<String> lines = bench.terminal(console).text().lines().toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String excerpt = String.join("\n    ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        return Optional.of(new ConsoleExcerpt(
                "the console " + console + " of " + bench.board().name() + " at "
                        + bench.virtualTime().toNanos() / 1e9 + " s of virtual time:\n    " + excerpt));
    }
}

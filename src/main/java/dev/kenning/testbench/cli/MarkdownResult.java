package dev.kenning.testbench.cli;

import dev.kenning.testbench.scenario.run.SampleResult;
import java.util.List;
import java.util.stream.Collectors;

/** Writes runs in GitHub's Markdown: a table of all, then the samples of each. */
final class MarkdownResult {

    /** A step's summary may have a megabyte. */
    private static final int SAMPLES_LISTED = 200;

    private final StringBuilder out = new StringBuilder();

    private MarkdownResult() {}

    static String of(List<RunOutcome> runs) {
        MarkdownResult markdown = new MarkdownResult();
        markdown.overview(runs);
        runs.forEach(markdown::details);
        return markdown.out.toString();
    }

    private void overview(List<RunOutcome> runs) {
        long failed = runs.stream().filter(run -> !run.passed()).count();
        out.append("## ")
                .append(failed == 0 ? "Passed" : "Failed: " + failed + " of " + runs.size())
                .append("\n\n");
        row("Scenario", "Board", "Engine", "Verdict", "Accuracy", "Instructions per inference", "Whole session");
        row("---", "---", "---", "---", "---:", "---:", "---:");
        for (RunOutcome run : runs) {
            if (run instanceof RunOutcome.Done done) {
                overview(
                        run,
                        done.passed() ? "passed" : "**failed**",
                        done.accuracyText().orElse("-"),
                        done.counts() ? Numbers.grouped(done.instructionsPerInference()) : "-",
                        Numbers.milliseconds(done.result().virtualTime()));
            } else {
                overview(run, "**broken off**", "-", "-", "-");
            }
        }
        out.append('\n');
    }

    private void overview(RunOutcome run, String verdict, String accuracy, String instructions, String time) {
        row(
                escaped(run.scenario().file().toString()),
                escaped(run.scenario().board().name()),
                escaped(run.engine()),
                verdict,
                accuracy,
                instructions,
                time);
    }

    private void details(RunOutcome run) {
        out.append("### ").append(escaped(run.name())).append("\n\n");
        if (run instanceof RunOutcome.Broken broken) {
            out.append(broken.reason().lines().map(line -> "    " + line).collect(Collectors.joining("\n")))
                    .append("\n\n");
        } else if (run instanceof RunOutcome.Done done) {
            done.verdict()
                    .missed()
                    .forEach(reason -> out.append("- ").append(escaped(reason)).append('\n'));
            out.append(done.passed() ? "" : "\n");
            samples(done);
            out.append(escaped(done.summary())).append("\n\n");
        }
    }

    private void samples(RunOutcome.Done run) {
        List<SampleResult> samples = run.result().samples();
        row("#", "Predicted", "Label", "Instructions", run.counts() ? "Virtual time" : "Host time");
        row("---:", "---", "---", "---:", "---:");
        samples.stream()
                .limit(SAMPLES_LISTED)
                .forEach(sample -> row(
                        String.valueOf(sample.number()),
                        escaped(sample.prediction()),
                        escaped(sample.label().orElse("-")) + (sample.isRight() ? "" : " **wrong**"),
                        run.instructions(sample),
                        Numbers.milliseconds(sample.cost().virtualTime())));
        out.append('\n');
        if (samples.size() > SAMPLES_LISTED) {
            out.append(Numbers.grouped(samples.size() - SAMPLES_LISTED)).append(" more samples are not listed.\n\n");
        }
    }

    private void row(String... cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Nothing of a text may be markup or leave its cell. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '\n', '\r' -> escaped.append(' ');
                case '\\', '`', '*', '_', '|', '[', ']', '~', '#' ->
                    escaped.append('\\').append(c);
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}

package dev.kenning.testbench.cli;

import dev.kenning.testbench.scenario.run.SampleResult;

/** Prints a run as a table for a person. */
final class TextResult {

    private final Console console;

    TextResult(Console console) {
        this.console = console;
    }

    void print(RunOutcome.Done run) {
        TextTable table = new TextTable(
                ">#", "PREDICTED", "LABEL", "OUTPUTS", ">INSTRUCTIONS", run.counts() ? ">VIRTUAL TIME" : ">HOST TIME");
        for (SampleResult sample : run.result().samples()) {
            table.add(
                    String.valueOf(sample.number()),
                    sample.prediction(),
                    sample.label().orElse("-") + (sample.isRight() ? "" : "  <- wrong"),
                    Numbers.outputs(sample.outputs()),
                    run.instructions(sample),
                    Numbers.milliseconds(sample.cost().virtualTime()));
        }
        table.lines().stream()
                .map(line -> line.contains("  <- wrong") ? console.coloured(Console.Colour.BAD, line) : line)
                .forEach(console.out()::println);
        console.out().println();
        console.out().println(console.coloured(run.passed() ? Console.Colour.GOOD : Console.Colour.BAD, run.summary()));
    }
}

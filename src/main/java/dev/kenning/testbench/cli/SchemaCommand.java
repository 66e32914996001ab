package dev.kenning.testbench.cli;

import dev.kenning.testbench.scenario.file.ScenarioSchema;
import picocli.CommandLine.Command;

/** Prints a JSON Schema of scenario files for editors. */
@Command(
        name = "schema",
        description = "Print a JSON Schema (draft 2020-12) of scenario files, for editors.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Runnable {

    private final Console console;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.out().print(ScenarioSchema.json());
        console.out().flush();
    }
}

package dev.kenning.testbench.cli;

import dev.kenning.testbench.metrics.MeasurementsSchema;
import dev.kenning.testbench.scenario.file.ScenarioSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a JSON Schema: of scenario files for editors, or of measurements files for whoever reads them. */
@Command(
        name = "schema",
        description = "Print a JSON Schema (draft 2020-12) of scenario files, or of measurements files.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Runnable {

    private final Console console;

    @Option(names = "--measurements", description = "Print the schema of the files that run --measurements writes.")
    private boolean measurements;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.out().print(measurements ? MeasurementsSchema.json() : ScenarioSchema.json());
        console.out().flush();
    }
}

package dev.kenning.testbench.cli;

import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.scenario.resolve.Preflight;
import dev.kenning.testbench.scenario.resolve.Resolution;
import dev.kenning.testbench.scenario.resolve.RuntimeOrder;
import dev.kenning.testbench.scenario.resolve.ScenarioInputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks a scenario and what it names, without running it. */
@Command(
        name = "check",
        description = "Check a Kenning scenario, its firmware, platform, model and samples without running it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 nothing stands against a run; 2 something does."})
final class CheckCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "SCENARIO", description = "Scenario file, YAML or JSON.")
    private Path scenarioFile = Path.of("");

    @Mixin
    private ScenarioOptions inputs = new ScenarioOptions();

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ScenarioInputs given = inputs.get();
        ScenarioFile file = ScenarioFile.read(scenarioFile);
        Resolution resolution = Resolution.of(file, given);
        List<Finding> findings = new ArrayList<>(Preflight.of(resolution));
        findings.addAll(RuntimeOrder.preview(file, given.resources()));
        findings.forEach(console.out()::println);
        long errors = findings.stream().filter(Finding::isError).count();
        console.out().println(scenarioFile + ": " + (errors == 0 ? ready(resolution) : count(errors)));
        return errors == 0 ? ExitStatus.DONE : ExitStatus.BAD_INPUT;
    }

    private static String ready(Resolution resolution) {
        return resolution
                .scenario()
                .map(scenario -> (scenario.firmware().isEmpty() && scenario.simulated()
                                ? "ready to be built and run"
                                : "ready to run")
                        + " on " + scenario.board().name())
                .orElse("ready to be built");
    }

    private static String count(long errors) {
        return errors == 1 ? "1 error" : errors + " errors";
    }
}

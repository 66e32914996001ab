package dev.kenning.testbench.cli;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.scenario.Finding;
import dev.kenning.testbench.scenario.Preflight;
import dev.kenning.testbench.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Scenario scenario = Scenario.read(scenarioFile, BoardCatalogue.builtIn());
        List<Finding> findings = Preflight.of(scenario);
        findings.forEach(console.out()::println);
        long errors = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .count();
        console.out()
                .println(scenarioFile + ": "
                        + (errors == 0
                                ? "ready to run on " + scenario.board().name()
                                : errors == 1 ? "1 error" : errors + " errors"));
        return errors == 0 ? ExitStatus.DONE : ExitStatus.BAD_INPUT;
    }
}

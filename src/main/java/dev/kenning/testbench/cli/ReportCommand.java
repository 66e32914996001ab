package dev.kenning.testbench.cli;

import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a report of measurements that were taken before. */
@Command(
        name = "report",
        description = "Make a report of measurements, of this project or of Kenning: Markdown with images, and HTML.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 done; 2 bad input or usage."})
final class ReportCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--measurements",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "Measurements to show; several are compared, the first is what changes are told against.")
    private List<Path> measurements = List.of();

    @Mixin
    private ReportOptions report = new ReportOptions();

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        report.requireSane();
        if (!report.isAsked()) {
            throw new BadInputException(
                    "say with --report-path where the report goes, such as report.md or report.html");
        }
        report.write(measurements).forEach(file -> console.err().println("wrote " + file));
        return ExitStatus.DONE;
    }
}

package dev.kenning.testbench.cli;

import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how results are told: on the console, to a CI system, on the page of a GitHub workflow. */
final class ResultOptions {

    /** Names the file of a step's summary, to which a step appends. */
    private static final String STEP_SUMMARY = "GITHUB_STEP_SUMMARY";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How to print results: text, json or markdown (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.TEXT;

    @Option(
            names = "--junit-xml",
            paramLabel = "FILE",
            description = "Write a JUnit report: a suite for each run, a test for each sample.")
    private @Nullable Path junitXml;

    @Option(
            names = "--github-summary",
            description = "Append a summary in Markdown to the file that $" + STEP_SUMMARY + " names.")
    private boolean githubSummary;

    /** Refuses what cannot be done before anything that takes long is started. */
    void requireSane(Console console) {
        if (junitXml != null && Files.isDirectory(junitXml)) {
            throw new BadInputException("--junit-xml " + junitXml + " is a folder, name a file");
        }
        if (githubSummary && console.variable(STEP_SUMMARY).isEmpty()) {
            throw new BadInputException("--github-summary needs the environment variable " + STEP_SUMMARY
                    + ", which GitHub sets in each step of a workflow");
        }
    }

    /** Prints a run that is over, where results are told one by one. */
    void printed(Console console, RunOutcome.Done run) {
        if (format == OutputFormat.TEXT) {
            new TextResult(console).print(run);
        }
    }

    /**
     * Tells of all runs, those too that were broken off.
     *
     * @throws BadInputException if a file cannot be written
     */
    void tell(Console console, List<RunOutcome> runs) {
        switch (format) {
            case TEXT -> {
                // Each run was printed when it was over.
            }
            case JSON -> console.out().println(JsonResult.of(runs));
            case MARKDOWN -> console.out().print(MarkdownResult.of(runs));
        }
        if (junitXml != null) {
            JunitXml.write(runs, junitXml);
            console.err().println("wrote " + junitXml);
        }
        if (githubSummary) {
            console.variable(STEP_SUMMARY).map(Path::of).ifPresent(file -> append(file, MarkdownResult.of(runs)));
        }
    }

    private static void append(Path file, String markdown) {
        try {
            Files.writeString(file, markdown, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BadInputException("cannot append the summary to " + file + ": " + e.getMessage(), e);
        }
    }
}

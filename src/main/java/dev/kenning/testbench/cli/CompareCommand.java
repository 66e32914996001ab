package dev.kenning.testbench.cli;

import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.engine.live.LiveEngine;
import dev.kenning.testbench.engine.live.LivePorts;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.scenario.resolve.Preflight;
import dev.kenning.testbench.scenario.resolve.Resolution;
import dev.kenning.testbench.scenario.resolve.Scenario;
import dev.kenning.testbench.scenario.resolve.Workload;
import dev.kenning.testbench.scenario.run.Comparison;
import dev.kenning.testbench.scenario.run.Comparison.Difference;
import dev.kenning.testbench.scenario.run.Comparison.Distance;
import dev.kenning.testbench.scenario.run.Comparison.Limits;
import dev.kenning.testbench.scenario.run.SampleResult;
import dev.kenning.testbench.scenario.run.ScenarioResult;
import dev.kenning.testbench.scenario.run.ScenarioRun;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Runs a scenario on several engines and holds what they gave against the first. */
@Command(
        name = "compare",
        description = "Run a scenario on several engines or boards, and compare outputs and times with the first.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 the outputs are the same, within the limits; 1 they differ;",
            "2 bad input or usage; 3 an engine or a device failed."
        })
final class CompareCommand implements Callable<Integer> {

    private static final int TRANSCRIPT_LINES = 6;
    private static final double NANOS_PER_MILLI = 1e6;

    private static final List<String> HEADER = List.of(
            "ENGINE",
            ">SAMPLES",
            ">ACCURACY",
            ">MAX ABS",
            ">MAX REL",
            ">ULP",
            ">STEPS",
            ">CLASSES",
            ">PER INFERENCE",
            ">FACTOR",
            "VERDICT");

    private final Console console;

    @Parameters(paramLabel = "SCENARIO", description = "Scenario file, YAML or JSON.")
    private Path file = Path.of("");

    @Option(
            names = "--engines",
            paramLabel = "NAME[=PORT]",
            split = ",",
            required = true,
            description =
                    "Engines, the first of which the others are held against; of hardware and attached several boards"
                            + " may be named, each with its port: hardware=/dev/ttyACM0,attached=tcp:localhost:3456.")
    private List<String> engines = List.of();

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            defaultValue = "1e-5",
            description = "How far apart outputs may be (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(
            names = "--relative-tolerance",
            paramLabel = "X",
            defaultValue = "0",
            description = "... or as a share of the larger (default: ${DEFAULT-VALUE}).")
    private double relative;

    @Option(
            names = "--max-ulps",
            paramLabel = "N",
            defaultValue = "0",
            description = "... or in numbers of 32 bits that lie between (default: ${DEFAULT-VALUE}).")
    private long ulps;

    @Option(
            names = "--max-steps",
            paramLabel = "N",
            defaultValue = "0",
            description = "... or in steps of a quantised output (default: ${DEFAULT-VALUE}).")
    private double steps;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, markdown or json (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.TEXT;

    @Mixin
    private LiveOptions live = new LiveOptions();

    @Mixin
    private ScenarioOptions inputs = new ScenarioOptions();

    CompareCommand(Console console) {
        this.console = console;
    }

    /** An engine under the name that the user gave it. */
    private record Side(String name, Engine engine) {}

    /** What one side gave, held against the first; the first has nothing to be held against. */
    private record Row(Side side, ScenarioResult result, Optional<Comparison> comparison) {}

    @Override
    public Integer call() {
        requireSane();
        Resolution resolution = Resolution.of(ScenarioFile.read(file), inputs.get());
        requireNoError(resolution.findings());
        Scenario scenario = resolution.require();
        List<Side> sides = sides(scenario);
        List<Finding> findings = Preflight.of(
                resolution, sides.stream().anyMatch(side -> side.engine().simulates()));
        findings.stream().filter(finding -> !finding.isError()).forEach(console.err()::println);
        requireNoError(findings);
        double step = Workload.of(scenario).outputStep();
        List<Row> rows = new ArrayList<>();
        for (Side side : sides) {
            ScenarioResult result = run(scenario, side);
            rows.add(new Row(
                    side,
                    result,
                    rows.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Comparison.of(
                                    rows.get(0).result(),
                                    result,
                                    step,
                                    new Limits(tolerance, relative, ulps, steps)))));
        }
        print(rows);
        List<Row> differing = rows.stream()
                .filter(row -> row.comparison().filter(each -> !each.isSame()).isPresent())
                .toList();
        differing.forEach(row -> explain(rows.get(0), row));
        return differing.isEmpty() ? ExitStatus.DONE : ExitStatus.EXPECTATIONS_MISSED;
    }

    private void requireSane() {
        if (engines.size() < 2) {
            throw new BadInputException("--engines needs two engines or more to compare, such as embedded,hardware");
        }
        if (engines.stream().distinct().count() < engines.size()) {
            throw new BadInputException("--engines names an engine twice: " + String.join(",", engines)
                    + "; of several boards give each its port, hardware=PORT");
        }
        if (!(tolerance >= 0) || !(relative >= 0) || ulps < 0 || !(steps >= 0)) {
            throw new BadInputException("--tolerance, --relative-tolerance, --max-ulps and --max-steps must be >= 0");
        }
    }

    private static void requireNoError(List<Finding> findings) {
        List<String> errors =
                findings.stream().filter(Finding::isError).map(Finding::message).toList();
        if (!errors.isEmpty()) {
            throw new BadInputException(String.join("\n", errors));
        }
    }

    private List<Side> sides(Scenario scenario) {
        List<Side> sides = new ArrayList<>();
        for (String given : engines) {
            int equals = given.indexOf('=');
            Engine engine = Engines.named(equals < 0 ? given : given.substring(0, equals));
            if (equals >= 0 && !(engine instanceof LiveEngine)) {
                throw new BadInputException("--engines " + given + ": the engine " + engine.name()
                        + " makes its boards itself, so that it takes no port");
            }
            Optional<LivePorts> ports =
                    equals < 0 ? live.ports(scenario) : Optional.of(LiveOptions.at(given.substring(equals + 1)));
            sides.add(new Side(given, live.reaching(engine, ports, scenario, console)));
        }
        if (live.isFlashing()
                && sides.stream()
                                .filter(side -> side.engine() instanceof LiveEngine)
                                .count()
                        > 1) {
            throw new BadInputException("--flash is for one board; flash several with testbench flash before");
        }
        return sides;
    }

    private ScenarioResult run(Scenario scenario, Side side) {
        console.err().println("board " + scenario.board().name() + " on " + side.name());
        try (ProgressListener listener = new ProgressListener(console)) {
            return new ScenarioRun(scenario, tolerance).on(side.engine(), listener);
        }
    }

    private void print(List<Row> rows) {
        switch (format) {
            case JSON ->
                console.out()
                        .println(new JsonMapper()
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(rows.stream()
                                        .map(CompareCommand::values)
                                        .toList()));
            case MARKDOWN -> table(rows).markdown().forEach(console.out()::println);
            case TEXT -> table(rows).lines().forEach(console.out()::println);
        }
    }

    private static TextTable table(List<Row> rows) {
        TextTable table = new TextTable(HEADER.toArray(String[]::new));
        rows.forEach(row -> table.add(cells(row).toArray(String[]::new)));
        return table;
    }

    private static List<String> cells(Row row) {
        ScenarioResult result = row.result();
        List<String> cells = new ArrayList<>(
                List.of(row.side().name(), String.valueOf(result.samples().size()), percent(result.accuracy())));
        if (row.comparison().isEmpty()) {
            cells.addAll(List.of("-", "-", "-", "-", "-", time(result), "-", "reference"));
            return cells;
        }
        Comparison comparison = row.comparison().get();
        Distance worst = comparison.worst();
        cells.addAll(List.of(
                number("%.3g", worst.absolute()),
                number("%.3g", worst.relative()),
                String.valueOf(worst.ulps()),
                worst.steps() > 0 ? number("%.2f", worst.steps()) : "-",
                String.valueOf(comparison.classes()),
                time(result),
                comparison.pace().factor().isEmpty()
                        ? "-"
                        : number("%.4f", comparison.pace().factor().getAsDouble()) + " +/-"
                                + number("%.1f", comparison.pace().spread() * 100) + " %",
                comparison.isSame()
                        ? "same"
                        : comparison.differing().size() + " of "
                                + result.samples().size() + " differ"));
        return cells;
    }

    private static String percent(OptionalDouble share) {
        return share.isEmpty() ? "-" : number("%.1f %%", share.getAsDouble() * 100);
    }

    private static String number(String format, double value) {
        return value == 0 && format.endsWith("g") ? "0" : String.format(Locale.ROOT, format, value);
    }

    private static double meanMillis(ScenarioResult result) {
        return result.samples().stream()
                        .mapToLong(sample -> sample.cost().virtualTime().toNanos())
                        .average()
                        .orElse(0)
                / NANOS_PER_MILLI;
    }

    private static String time(ScenarioResult result) {
        return number("%.3f ms", meanMillis(result)) + " " + Comparison.clock(result);
    }

    private static Map<String, Object> values(Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("engine", row.side().name());
        values.put("samples", row.result().samples().size());
        row.result().accuracy().ifPresent(accuracy -> values.put("accuracy", accuracy));
        values.put("clock", Comparison.clock(row.result()));
        values.put("milliseconds_per_inference", meanMillis(row.result()));
        row.comparison().ifPresent(comparison -> {
            values.put("max_absolute", comparison.worst().absolute());
            values.put("max_relative", comparison.worst().relative());
            values.put("max_ulps", comparison.worst().ulps());
            values.put("max_steps", comparison.worst().steps());
            values.put("other_classes", comparison.classes());
            comparison.pace().factor().ifPresent(factor -> {
                values.put("time_factor", factor);
                values.put("time_spread", comparison.pace().spread());
            });
            values.put(
                    "differing_samples",
                    comparison.differing().stream().map(Difference::number).toList());
            values.put("same", comparison.isSame());
        });
        return values;
    }

    /** Shows the first difference, and what was said on both lines about then. */
    private void explain(Row reference, Row row) {
        Difference first = row.comparison().orElseThrow().differing().get(0);
        int index = first.number() - 1;
        console.complain("testbench: sample " + first.number() + " is the first that differs on "
                + row.side().name()
                + first.output().map(output -> ", in output " + output).orElse(", in its class only"));
        for (Row each : List.of(reference, row)) {
            SampleResult sample = each.result().samples().get(index);
            console.err()
                    .println("  " + each.side().name() + ": class " + sample.prediction() + ", outputs "
                            + sample.outputs());
            about(each.result().record().transcript(), index)
                    .forEach(line -> console.err().println("    " + line));
        }
    }

    /** Returns the messages of a sample: its inference is that of the PROCESS request with its number. */
    private static List<String> about(List<String> transcript, int index) {
        int seen = 0;
        for (int i = 0; i < transcript.size(); i++) {
            if (transcript.get(i).contains(" -> PROCESS") && seen++ == index) {
                int begin = Math.max(0, i - 2);
                return transcript.subList(begin, Math.min(transcript.size(), begin + TRANSCRIPT_LINES));
            }
        }
        return List.of("(its messages are not among those that are kept)");
    }
}

package dev.kenning.testbench.cli;

import dev.kenning.testbench.campaign.Campaign;
import dev.kenning.testbench.campaign.CampaignPlan;
import dev.kenning.testbench.campaign.InjectionResult;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
import dev.kenning.testbench.scenario.resolve.Scenario;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Flips bits while a scenario infers, many times, and tells what became of the answers. */
@Command(
        name = "faults",
        description =
                "Flip bits in registers, memory, code and weights while a scenario infers, and count what becomes of it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Every injection starts from the same moment, on the engine embedded, and follows from seed and index.",
            "Exit status: 0 done, whatever the outcomes; 2 bad input or usage; 3 the engine or the device failed undisturbed."
        })
final class FaultsCommand implements Callable<Integer> {

    private static final int EVERY = 100;

    private final Console console;

    @Parameters(paramLabel = "SCENARIO", description = "Scenario file, YAML or JSON.")
    private Path scenarioFile = Path.of("");

    @Option(
            names = "--injections",
            paramLabel = "N",
            description = "How many inferences to disturb (default: what the scenario's block faults says, else 1000).")
    private @Nullable Integer injections;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides everything that is random (default: what the scenario says, else 1).")
    private @Nullable Long seed;

    @Option(
            names = "--flips",
            paramLabel = "N",
            split = ",",
            description =
                    "How many bits to flip at once; of several numbers each in turn (default: what the scenario says, else 1).")
    private List<Integer> flips = List.of();

    @Option(
            names = "--region",
            paramLabel = "NAME",
            split = ",",
            description =
                    "What to disturb: registers, code, ram, constants, weights (default: what the scenario says, else all).")
    private List<String> regions = List.of();

    @Option(
            names = "--index",
            paramLabel = "K",
            description = "Do the injection with this index only, and tell all of it.")
    private @Nullable Integer index;

    @Option(names = "--json", paramLabel = "FILE", description = "Write every injection and the sums as JSON.")
    private @Nullable Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the sums as Markdown.")
    private @Nullable Path markdown;

    @Option(
            names = "--measurements",
            paramLabel = "FILE",
            description =
                    "Add the sums to a measurements file of a run of the scenario, whose report then has a chapter of them.")
    private @Nullable Path measurements;

    @Mixin
    private ScenarioOptions inputs = new ScenarioOptions();

    FaultsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (index != null && index < 0) {
            throw new BadInputException("--index counts from 0: " + index + " is no injection");
        }
        Optional<MeasuredFaults> measured = Optional.ofNullable(measurements).map(MeasuredFaults::in);
        CampaignPlan plan = plan(ScenarioFile.read(scenarioFile).block("faults"));
        Scenario scenario = Scenario.read(scenarioFile, inputs.get());
        try (Campaign campaign = new Campaign(scenario, Engines.named("embedded"), plan)) {
            if (index != null) {
                tell(campaign.inject(index), plan);
                return ExitStatus.DONE;
            }
            List<InjectionResult> results = run(campaign, plan);
            CampaignReport report = new CampaignReport(scenario, plan, campaign, results);
            print(report);
            write(json, report.json());
            write(markdown, report.markdown());
            if (measured.isPresent()) {
                write(measurements, measured.get().with(report.chapter()));
            }
        }
        return ExitStatus.DONE;
    }

    /** Options count more than the scenario. */
    private CampaignPlan plan(Optional<Block> block) {
        Optional<Document.Mapping> said = block.map(Block::parameters);
        try {
            return new CampaignPlan(
                    injections != null
                            ? injections
                            : said.flatMap(all -> all.integer("injections"))
                                    .map(Math::toIntExact)
                                    .orElse(1000),
                    seed != null
                            ? seed
                            : said.flatMap(all -> all.integer("seed")).orElse(1L),
                    firstOf(flips, said, "flips", Integer::valueOf, List.of(1)),
                    firstOf(regions, said, "regions", Function.identity(), List.of()));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> List<T> firstOf(
            List<T> option, Optional<Document.Mapping> said, String key, Function<String, T> read, List<T> otherwise) {
        if (!option.isEmpty()) {
            return option;
        }
        List<T> values = said.map(all -> all.texts(key)).orElse(List.of()).stream()
                .map(read)
                .toList();
        return values.isEmpty() ? otherwise : values;
    }

    private List<InjectionResult> run(Campaign campaign, CampaignPlan plan) {
        List<InjectionResult> results = new ArrayList<>(plan.injections());
        long begin = System.nanoTime();
        for (int i = 0; i < plan.injections(); i++) {
            results.add(campaign.inject(i));
            if ((i + 1) % EVERY == 0) {
                console.err().println("injections " + (i + 1) + "/" + plan.injections());
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        console.err().printf(Locale.ROOT, "%d injections in %.1f s of host time%n", plan.injections(), seconds);
        return results;
    }

    private void tell(InjectionResult result, CampaignPlan plan) {
        console.out()
                .println("injection " + result.index() + " of seed " + plan.seed() + ": sample " + result.sample()
                        + ", " + result.region()
                        + (result.layer().isEmpty() ? "" : ", while " + result.layer() + " ran"));
        result.faults().forEach(fault -> console.out().println("  aimed: " + fault));
        result.occurrences().forEach(happened -> console.out().println("  happened: " + happened));
        console.out()
                .println("  " + result.outcome().text() + ": "
                        + result.outcome().meaning() + (result.detail().isEmpty() ? "" : "; " + result.detail()));
    }

    private void print(CampaignReport report) {
        report.tables().forEach(table -> {
            table.lines().forEach(console.out()::println);
            console.out().println();
        });
        console.out().println(report.verdict());
    }

    private void write(@Nullable Path file, String text) throws IOException {
        if (file == null) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BadInputException("cannot write " + file + ": the file cannot be created or written", e);
        }
        console.err().println("wrote " + file);
    }
}

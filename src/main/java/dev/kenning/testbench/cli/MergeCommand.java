package dev.kenning.testbench.cli;

import dev.kenning.testbench.report.ShardManifest;
import dev.kenning.testbench.report.TestIndex;
import dev.kenning.testbench.report.TestTimes;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one result of those of several machines. */
@Command(
        name = "merge",
        description = "Merge the results of several shards into one index, and say whether all are there.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 every shard is there and no test failed; 1 a shard is missing, empty or there twice, or a test",
            "failed; 2 bad input or usage."
        })
final class MergeCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of reports (target/testbench-reports).")
    private List<Path> folders = List.of();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "target/testbench-merged",
            description = "Where the index and the reports go (default: ${DEFAULT-VALUE}).")
    private Path output = Path.of("");

    @Option(names = "--allow-empty", description = "Take a shard that ran no test.")
    private boolean emptyAllowed;

    MergeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<ShardManifest> shards = new ArrayList<>();
        Map<String, Double> times = new TreeMap<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new BadInputException("there is no folder " + folder);
            }
            shards.add(ShardManifest.read(folder)
                    .orElseThrow(() -> new BadInputException(
                            folder + " has no testbench-shard.json: it is not of a run with -Dtestbench.shard=i/n")));
            Path file = folder.resolve(TestTimes.FILE);
            if (Files.exists(file)) {
                times.putAll(TestTimes.read(file));
            }
        }
        TestIndex.Merged merged = TestIndex.merge(folders, output);
        TestTimes.write(output.resolve(TestTimes.FILE), times);
        List<String> problems = new ArrayList<>(ShardManifest.problems(shards, emptyAllowed));
        merged.failed().forEach(test -> problems.add(test + " failed"));
        problems.forEach(problem -> console.complain("testbench: " + problem));
        long tests = shards.stream().mapToLong(shard -> shard.tests().size()).sum();
        console.out().println(shards.size() + " shards, " + tests + " tests, see " + merged.index());
        return problems.isEmpty() ? ExitStatus.DONE : ExitStatus.EXPECTATIONS_MISSED;
    }
}

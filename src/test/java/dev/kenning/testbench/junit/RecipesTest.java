package dev.kenning.testbench.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.scenario.file.SchemaValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The recipes for CI systems divide the tests among as many machines as they start, and leave nobody out. */
class RecipesTest {

    private static final Path RECIPES = Path.of("examples", "ci");

    @Test
    void theJobOfKubernetesFitsItsSchema() throws IOException {
        JsonNode job = yaml("kubernetes-job.yml");

        assertThat(schema().problems(job)).isEmpty();
        ObjectNode wrong = (ObjectNode) job.deepCopy();
        ((ObjectNode) wrong.get("spec")).put("completion", 3).put("parallelism", "8");
        assertThat(schema().problems(wrong))
                .as("problems of one that is wrong twice")
                .hasSize(2);
    }

    @Test
    void thePodsOfKubernetesTakeEachShardOnce() throws IOException {
        JsonNode spec = yaml("kubernetes-job.yml").get("spec");
        int pods = spec.get("completions").asInt();
        Map<String, String> variables = new HashMap<>();
        spec.at("/template/spec/containers/0/env")
                .forEach(each -> variables.put(
                        each.get("name").asString(), each.path("value").asString("")));

        assertThat(spec.get("completionMode").asString()).isEqualTo("Indexed");
        assertThat(shards(pods, pod -> {
                    variables.put("JOB_COMPLETION_INDEX", String.valueOf(pod));
                    return variables;
                }))
                .isEqualTo(all(pods));
        assertThat(variables).containsEntry("TESTBENCH_REPORTS", "/results/$(SHARD_INDEX)");
    }

    @Test
    void theJobsOfGitLabTakeEachShardOnce() throws IOException {
        JsonNode boards = yaml("gitlab-ci.yml").get("boards");
        int jobs = boards.get("parallel").asInt();

        assertThat(boards.get("script").get(0).asString()).contains("-Dtestbench.shard=auto");
        assertThat(shards(
                        jobs,
                        job -> Map.of(
                                "TESTBENCH_SHARD", "auto",
                                "CI_NODE_INDEX", String.valueOf(job + 1),
                                "CI_NODE_TOTAL", String.valueOf(jobs))))
                .isEqualTo(all(jobs));
    }

    @Test
    void theMatrixOfGitHubNamesEachShardOnce() throws IOException {
        JsonNode shards = yaml("github-actions.yml").at("/jobs/shard/strategy/matrix/shard");

        assertThat(shards.valueStream().map(JsonNode::asString).toList()).isEqualTo(all(shards.size()));
    }

    @Test
    void theWorkersOfComposeTakeEachShardOnceAndLeaveResultsApart() throws IOException {
        JsonNode services = new YAMLMapper()
                .readTree(Files.readString(Path.of("examples/compose/compose.yml")))
                .get("services");
        List<JsonNode> variables = services.valueStream()
                .map(service -> service.get("environment"))
                .toList();

        assertThat(variables.stream().map(each -> each.get("TESTBENCH_SHARD").asString()))
                .containsExactlyElementsOf(all(services.size()));
        assertThat(variables.stream().map(each -> each.get("TESTBENCH_REPORTS").asString()))
                .doesNotHaveDuplicates();
    }

    private static List<String> all(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> i + "/" + count).toList();
    }

    /** What machines take for their shards, each with its own variables. */
    private static List<String> shards(int count, IntFunction<Map<String, String>> environment) {
        return IntStream.range(0, count)
                .mapToObj(machine -> {
                    Map<String, String> variables = environment.apply(machine);
                    return Shard.of(
                                    Settings.ofProcess()
                                            .orElse(name -> name.equals(Shard.SETTING)
                                                    ? Optional.ofNullable(variables.get("TESTBENCH_SHARD"))
                                                    : Optional.empty()),
                                    name -> variables.getOrDefault(name, ""))
                            .orElseThrow()
                            .toString();
                })
                .toList();
    }

    private static JsonNode yaml(String name) throws IOException {
        return new YAMLMapper().readTree(Files.readString(RECIPES.resolve(name)));
    }

    private static SchemaValidator schema() throws IOException {
        return new SchemaValidator(
                new JsonMapper().readTree(Files.readString(Path.of("src/test/resources/kubernetes/job.schema.json"))));
    }
}

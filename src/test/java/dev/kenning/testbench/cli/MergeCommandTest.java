package dev.kenning.testbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.report.ShardManifest;
import dev.kenning.testbench.report.TestTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeCommandTest {

    @TempDir
    private Path folder;

    private final TestConsole console = new TestConsole();

    @BeforeEach
    void writeTwoShards() throws IOException {
        shard(1, "first", "passed");
        shard(2, "second", "passed");
    }

    private void shard(int index, String test, String result) throws IOException {
        Path reports = folder.resolve("shard" + index);
        ShardManifest.write(reports, index, 2, "by ids", List.of(test));
        TestTimes.write(reports.resolve(TestTimes.FILE), Map.of(test, 0.5));
        Files.writeString(reports.resolve("a.GestureIT-disco-embedded.json"), """
                {"platform": "disco", "testbench": {"test_class": "a.GestureIT", "engine": "embedded",
                 "tests": [{"name": "%s", "result": "%s", "host_seconds": 0.5}]}}""".formatted(test, result));
        Files.writeString(reports.resolve("a.GestureIT-disco-embedded.html"), "<html></html>");
    }

    private int merge(String... shards) {
        String[] words = new String[shards.length + 3];
        words[0] = "merge";
        for (int i = 0; i < shards.length; i++) {
            words[i + 1] = folder.resolve(shards[i]).toString();
        }
        words[shards.length + 1] = "--output";
        words[shards.length + 2] = folder.resolve("merged").toString();
        return console.run(words);
    }

    @Test
    void makesOneIndexOfAllShards() {
        assertThat(merge("shard1", "shard2")).as(console.err()).isZero();

        assertThat(console.out()).contains("2 shards, 2 tests");
        assertThat(folder.resolve("merged/index.html"))
                .content(UTF_8)
                .contains("GestureIT.first", "GestureIT.second")
                .contains("1/a.GestureIT-disco-embedded.html", "2/a.GestureIT-disco-embedded.html")
                .contains("2 tests on 1 board");
        assertThat(folder.resolve("merged/1/a.GestureIT-disco-embedded.html")).exists();
        assertThat(TestTimes.read(folder.resolve("merged/testbench-times.json")))
                .containsOnlyKeys("first", "second");
    }

    @Test
    void failsWhereAShardIsMissing() {
        assertThat(merge("shard1")).isEqualTo(1);
        assertThat(console.err()).contains("shard 2/2 is missing");
    }

    @Test
    void failsWhereATestFailed() throws IOException {
        shard(2, "second", "failed");

        assertThat(merge("shard1", "shard2")).isEqualTo(1);
        assertThat(console.err()).contains("GestureIT.second on disco on embedded failed");
    }

    @Test
    void refusesWhatIsNoShard() throws IOException {
        Files.createDirectories(folder.resolve("plain"));

        assertThat(merge("plain")).isEqualTo(2);
        assertThat(console.err()).contains("has no testbench-shard.json");
        assertThat(merge("nowhere")).isEqualTo(2);
    }
}

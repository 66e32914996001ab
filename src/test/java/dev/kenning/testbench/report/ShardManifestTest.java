package dev.kenning.testbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardManifestTest {

    @TempDir
    private Path folder;

    private static ShardManifest shard(int index, int count, String... tests) {
        return new ShardManifest(Path.of("reports-" + index), index, count, "by ids", List.of(tests));
    }

    @Test
    void findsNothingWrongWithAWholeRun() {
        assertThat(ShardManifest.problems(List.of(shard(2, 2, "b"), shard(1, 2, "a")), false))
                .isEmpty();
    }

    @Test
    void missesAShardThatHasLeftNothing() {
        assertThat(ShardManifest.problems(List.of(shard(1, 3, "a"), shard(3, 3, "c")), false))
                .containsExactly("shard 2/3 is missing: its tests have not run, or left no results");
    }

    @Test
    void namesEmptyShardsUnlessTheyAreAllowed() {
        List<ShardManifest> shards = List.of(shard(1, 2, "a"), shard(2, 2));

        assertThat(ShardManifest.problems(shards, false))
                .containsExactly("shard 2/2 ran no test (reports-2); make fewer shards, or say --allow-empty");
        assertThat(ShardManifest.problems(shards, true)).isEmpty();
    }

    @Test
    void namesWhatIsThereTwiceAndWhatIsOfAnotherDivision() {
        assertThat(ShardManifest.problems(
                        List.of(shard(1, 2, "a"), shard(1, 2, "a"), shard(2, 2, "a", "b"), shard(3, 4, "c")), false))
                .containsExactly(
                        "shard 1/2 is there twice: reports-1 and reports-1",
                        "a ran in shard 1 and in shard 2",
                        "reports-3 is of a division into 4, others into 2");
    }

    @Test
    void missesTestsWhereShardsWereDividedByOtherTimes() {
        ShardManifest other = new ShardManifest(Path.of("reports-2"), 2, 2, "by times 7", List.of("b"));

        assertThat(ShardManifest.problems(List.of(shard(1, 2, "a"), other), false))
                .containsExactly(
                        "shard 2/2 was divided by times 7, others by ids: a test may have run in none; give all"
                                + " the same testbench.times");
    }

    @Test
    void addsUpWhatRunsOneAfterTheOtherInOneFolder() {
        ShardManifest.write(folder, 1, 2, "by ids", List.of("unit"));
        ShardManifest.write(folder, 1, 2, "by ids", List.of("board"));

        assertThat(ShardManifest.read(folder).orElseThrow().tests()).containsExactly("board", "unit");
        ShardManifest.write(folder, 2, 2, "by ids", List.of("other"));
        assertThat(ShardManifest.read(folder).orElseThrow().tests()).containsExactly("other");
    }
}

package dev.kenning.testbench.report;

import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a shard ran.
 *
 * @param folder where its reports are
 * @param index from 1
 * @param count of how many shards
 * @param division by what tests were divided; shards of one run have the same
 * @param tests their ids
 */
public record ShardManifest(Path folder, int index, int count, String division, List<String> tests) {

    private static final String FILE = "testbench-shard.json";

    /** Copies the list. */
    public ShardManifest {
        tests = List.copyOf(tests);
    }

    /** Writes down what a shard ran, with what it ran before in the same folder (unit tests, then those on boards). */
    public static void write(Path folder, int index, int count, String division, Collection<String> tests) {
        TreeSet<String> all = new TreeSet<>(tests);
        read(folder)
                .filter(before -> before.index() == index && before.count() == count)
                .ifPresent(before -> all.addAll(before.tests()));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("shard", index);
        values.put("of", count);
        values.put("divided", division);
        values.put("tests", List.copyOf(all));
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(FILE),
                    new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(values));
        } catch (IOException e) {
            throw new BadInputException("cannot write " + folder.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads what the shard ran whose reports are in a folder; nothing if it has left no word.
     *
     * @throws BadInputException if the file is malformed
     */
    public static Optional<ShardManifest> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = new JsonMapper().readTree(file);
            List<String> tests = new ArrayList<>();
            root.path("tests").forEach(test -> tests.add(test.asString("")));
            return Optional.of(new ShardManifest(
                    folder,
                    root.path("shard").asInt(0),
                    root.path("of").asInt(0),
                    root.path("divided").asString(""),
                    tests));
        } catch (JacksonException e) {
            throw new BadInputException(file + " cannot be read: " + Text.problem(e), e);
        }
    }

    /**
     * Returns what stands against taking shards for one whole run: shards that are absent, there twice, empty or of another division,
     * and tests that ran twice.
     */
    public static List<String> problems(List<ShardManifest> shards, boolean emptyAllowed) {
        List<String> problems = new ArrayList<>();
        if (shards.isEmpty()) {
            return problems;
        }
        int count = shards.get(0).count();
        String division = shards.get(0).division();
        Map<Integer, ShardManifest> byIndex = new TreeMap<>();
        Map<String, ShardManifest> byTest = new TreeMap<>();
        for (ShardManifest shard : shards) {
            if (shard.count() != count) {
                problems.add(shard.folder() + " is of a division into " + shard.count() + ", others into " + count);
                continue;
            }
            if (!shard.division().equals(division)) {
                problems.add("shard " + shard.index() + "/" + count + " was divided " + shard.division() + ", others "
                        + division + ": a test may have run in none; give all the same testbench.times");
            }
            ShardManifest same = byIndex.putIfAbsent(shard.index(), shard);
            if (same != null) {
                problems.add("shard " + shard.index() + "/" + count + " is there twice: " + same.folder() + " and "
                        + shard.folder());
                continue;
            }
            if (shard.tests().isEmpty() && !emptyAllowed) {
                problems.add("shard " + shard.index() + "/" + count + " ran no test (" + shard.folder()
                        + "); make fewer shards, or say --allow-empty");
            }
            for (String test : shard.tests()) {
                ShardManifest other = byTest.putIfAbsent(test, shard);
                if (other != null) {
                    problems.add(test + " ran in shard " + other.index() + " and in shard " + shard.index());
                }
            }
        }
        for (int index = 1; index <= count; index++) {
            if (!byIndex.containsKey(index)) {
                problems.add(
                        "shard " + index + "/" + count + " is missing: its tests have not run, or left no results");
            }
        }
        return problems;
    }
}

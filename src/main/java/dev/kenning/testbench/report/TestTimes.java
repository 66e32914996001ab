package dev.kenning.testbench.report;

import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes how long tests took, {@code {"ID": SECONDS, ...}}. */
public final class TestTimes {

    /** What the file is called in a folder of reports. */
    public static final String FILE = "testbench-times.json";

    private TestTimes() {}

    /**
     * Reads a file.
     *
     * @throws BadInputException if it cannot be read or says something else
     */
    public static Map<String, Double> read(Path file) {
        try {
            JsonNode root = new JsonMapper().readTree(file);
            Map<String, Double> times = new TreeMap<>();
            for (Map.Entry<String, JsonNode> test : root.properties()) {
                if (!test.getValue().isNumber() || !(test.getValue().asDouble() >= 0)) {
                    throw new BadInputException(
                            file + ": the time of " + test.getKey() + " must be seconds >= 0, is " + test.getValue());
                }
                times.put(test.getKey(), test.getValue().asDouble());
            }
            return times;
        } catch (JacksonException e) {
            throw new BadInputException("the times of tests " + file + " cannot be read: " + Text.problem(e), e);
        }
    }

    /** Writes a file at once, so that nobody reads half of it. */
    public static void write(Path file, Map<String, Double> times) {
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            Path draft = Files.createTempFile(folder, "times", ".tmp");
            new JsonMapper().writerWithDefaultPrettyPrinter().writeValue(draft, new TreeMap<>(times));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BadInputException("cannot write the times of tests to " + file + ": " + e.getMessage(), e);
        }
    }
}

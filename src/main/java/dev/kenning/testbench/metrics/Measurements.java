package dev.kenning.testbench.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what a run measured, under the key names of Kenning's measurements files.
 *
 * <p>Everything that depends on the host (wall time, paths, the command line) stands under the one key {@code host};
 * the rest is equal for equal runs, byte for byte. Values are numbers, texts, lists and maps. Not thread-safe.
 */
public final class Measurements {

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Object> host = new LinkedHashMap<>();

    /** Sets a value that any run with the same inputs would measure too. */
    public Measurements put(String key, Object value) {
        values.put(key, value);
        return this;
    }

    /** Sets a value that belongs to this host and this moment. */
    public Measurements putHost(String key, Object value) {
        host.put(key, value);
        return this;
    }

    /** Returns what does not depend on the host. */
    public Map<String, Object> reproducible() {
        return new LinkedHashMap<>(values);
    }

    /** Returns everything as one map, {@code host} last. */
    public Map<String, Object> asMap() {
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.put("host", new LinkedHashMap<>(host));
        return all;
    }

    /** Returns the JSON text. */
    public String toJson() {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return new JsonMapper().writer().with(printer).writeValueAsString(asMap()) + "\n";
    }

    /** Writes the JSON text to a file, creating its folder. */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, toJson(), StandardCharsets.UTF_8);
    }
}

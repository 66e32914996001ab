package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.InvalidJsonException;
import dev.kenning.testbench.protocol.JsonNodeAt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds samples in the order of their file:
 *
 * <pre>
 * {"classes": ["wing", "ring"],
 *  "samples": [{"input": [[1, 2], [3, 4]], "expected": [0.9, 0.1], "label": "wing"}]}
 * </pre>
 *
 * <p>Inputs are nested numbers of any depth; {@code classes}, {@code expected} and {@code label} may be absent.
 */
public final class Samples implements Iterable<Sample> {

    private static final Set<String> ROOT_KEYS = Set.of("classes", "samples");
    private static final Set<String> SAMPLE_KEYS = Set.of("input", "expected", "label");

    private final List<Sample> samples;
    private final List<String> classes;

    private Samples(List<Sample> samples, List<String> classes) {
        this.samples = List.copyOf(samples);
        this.classes = List.copyOf(classes);
    }

    /**
     * Reads a file.
     *
     * @throws InvalidJsonException if it is absent, is no JSON, or a key is unknown, absent or of the wrong type
     */
    public static Samples json(Path file) {
        return parse(TextFile.read(file, "a samples file"), file.toString());
    }

    /** Reads a file; see {@link #json(Path)}. */
    public static Samples json(String file) {
        return json(Path.of(file));
    }

    /** Reads a file and returns its first sample; see {@link #json(Path)}. */
    public static Sample first(String file) {
        return json(file).first();
    }

    static Samples parse(String json, String source) {
        JsonNodeAt root = JsonNodeAt.parse(json, source).object(ROOT_KEYS);
        List<String> classes = root.find("classes")
                .map(array -> array.items().stream().map(JsonNodeAt::text).toList())
                .orElse(List.of());
        List<Sample> samples = new ArrayList<>();
        for (JsonNodeAt item : root.get("samples").items()) {
            samples.add(sample(item.object(SAMPLE_KEYS), classes));
        }
        if (samples.isEmpty()) {
            throw root.get("samples").problem("must hold at least one sample");
        }
        return new Samples(samples, classes);
    }

    private static Sample sample(JsonNodeAt item, List<String> classes) {
        NestedNumbers input = NestedNumbers.of(item.get("input"));
        Optional<JsonNodeAt> label = item.find("label");
        if (label.isPresent()
                && !classes.isEmpty()
                && !classes.contains(label.get().text())) {
            throw label.get()
                    .problem("must be one of " + classes + ", but is \""
                            + label.get().text() + "\"");
        }
        return new Sample(
                item.path() + " of " + item.source(),
                input.values(),
                input.shape(),
                item.find("expected")
                        .map(NestedNumbers::of)
                        .map(NestedNumbers::values)
                        .orElse(null),
                label.map(JsonNodeAt::text),
                classes);
    }

    /** Returns the first sample. */
    public Sample first() {
        return samples.get(0);
    }

    /** Returns the sample at a place, counted from 0. */
    public Sample get(int index) {
        return samples.get(index);
    }

    /** Returns the number of samples. */
    public int size() {
        return samples.size();
    }

    /** Returns the names of all classes, in the order of a classifier's output; may be empty. */
    public List<String> classes() {
        return classes;
    }

    /** Returns the samples in order. */
    public Stream<Sample> stream() {
        return samples.stream();
    }

    @Override
    public Iterator<Sample> iterator() {
        return samples.iterator();
    }
}

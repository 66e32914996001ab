package dev.kenning.testbench.scenario.file;

import dev.kenning.testbench.text.Document;
import dev.kenning.testbench.text.Place;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Kenning scenario file whose keys, classes and values have been checked; nothing that it names has been looked for.
 *
 * <p>Blocks, classes and parameters have the names of today. Immutable.
 */
public final class ScenarioFile {

    /** What is a truth value or a number where it is not quoted. */
    private static final Pattern PLAIN =
            Pattern.compile("true|false|[-+]?\\d+|[-+]?(\\d+\\.\\d*|\\.?\\d+)([eE][-+]?\\d{1,3})?");

    private final Path file;
    private final Place position;
    private final Map<String, Block> blocks;
    private final List<Block> optimizers;
    private final List<String> faulty;
    private final List<Finding> findings;

    ScenarioFile(
            Path file,
            Place position,
            Map<String, Block> blocks,
            List<Block> optimizers,
            List<String> faulty,
            List<Finding> findings) {
        this.file = file;
        this.position = position;
        this.blocks = new LinkedHashMap<>(blocks);
        this.optimizers = List.copyOf(optimizers);
        this.faulty = List.copyOf(faulty);
        this.findings = List.copyOf(findings);
    }

    /**
     * A block whose class is known.
     *
     * @param name the block, such as {@code platform}
     * @param type the class without its package
     * @param position where the block starts
     * @param parameters those that are there and right
     * @param faulty the names of those that are there and wrong
     */
    public record Block(String name, String type, Place position, Document.Mapping parameters, List<String> faulty) {

        /** Copies the list. */
        public Block {
            faulty = List.copyOf(faulty);
        }

        /** Tells whether a parameter is absent, not only wrong. */
        public boolean lacks(String parameter) {
            return parameters.get(parameter).isEmpty() && !faulty.contains(parameter);
        }

        public Block with(String parameter, Document value) {
            Map<String, Document> entries = new LinkedHashMap<>(parameters.entries());
            Map<String, Place> keys = new LinkedHashMap<>(parameters.keys());
            entries.put(parameter, value);
            keys.put(parameter, value.position());
            return new Block(name, type, position, new Document.Mapping(parameters.position(), entries, keys), faulty);
        }
    }

    /** Reads a scenario file in YAML or JSON; whatever is wrong with it is in the findings. */
    public static ScenarioFile read(Path file) {
        return new ScenarioReader(file).read();
    }

    /** Reads a scenario from a text; the name stands for the file in messages. */
    static ScenarioFile parse(String text, String name) {
        return new ScenarioReader(Path.of(name)).read(() -> Document.parse(text, name));
    }

    /** Returns the file itself. */
    public Path file() {
        return file;
    }

    /** Returns where the scenario starts, for messages about what is absent. */
    public Place position() {
        return position;
    }

    /** Returns what was found, each with its place in the file. */
    public List<Finding> findings() {
        return findings;
    }

    /** Tells whether nothing is wrong with the file itself. */
    public boolean isSound() {
        return findings.stream().noneMatch(Finding::isError);
    }

    /** Returns a block other than {@code optimizers}, if it is there and its class is known. */
    public Optional<Block> block(String name) {
        return Optional.ofNullable(blocks.get(name));
    }

    /** Returns the optimizers whose class is known, in order. */
    public List<Block> optimizers() {
        return optimizers;
    }

    /**
     * Returns the blocks as Kenning writes them into measurements: {@code {"platform": {"type": ..., "parameters": {...}}}}, with the
     * names of today.
     */
    public Map<String, Object> configuration() {
        Map<String, Object> configuration = new LinkedHashMap<>();
        blocks.forEach((name, block) -> configuration.put(name, json(block)));
        configuration.put(
                "optimizers", optimizers.stream().map(ScenarioFile::json).toList());
        return configuration;
    }

    private static Map<String, Object> json(Block block) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", block.type());
        json.put("parameters", json(block.parameters()));
        return json;
    }

    private static @Nullable Object json(Document document) {
        if (document instanceof Document.Mapping mapping) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            mapping.entries().forEach((name, value) -> members.put(name, json(value)));
            return members;
        }
        if (document instanceof Document.Sequence sequence) {
            List<@Nullable Object> items = new ArrayList<>();
            sequence.items().forEach(item -> items.add(json(item)));
            return items;
        }
        return document instanceof Document.Scalar scalar ? value(scalar) : null;
    }

    /** Parameters have one spelling of truth values and numbers by now. */
    private static Object value(Document.Scalar scalar) {
        String text = scalar.text();
        if (scalar.quoted() || !PLAIN.matcher(text).matches()) {
            return text;
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        BigDecimal number = new BigDecimal(text);
        return text.matches("[-+]?\\d+") ? number.toBigInteger() : number.doubleValue();
    }

    /** Tells whether a block is there and its class is not known. */
    public boolean isFaulty(String name) {
        return faulty.contains(name);
    }

    /** Returns this scenario without a block other than {@code optimizers}: what it asked for has been done. */
    public ScenarioFile without(String block) {
        Map<String, Block> others = new LinkedHashMap<>(blocks);
        others.remove(block);
        return new ScenarioFile(file, position, others, optimizers, faulty, findings);
    }

    /** Returns this scenario with another value for a parameter of a block that is there: where something made now lies. */
    public ScenarioFile with(String block, String parameter, String value) {
        Block changed = Optional.ofNullable(blocks.get(block))
                .orElseThrow(() -> new IllegalArgumentException(file + " has no block '" + block + "'"));
        Map<String, Block> all = new LinkedHashMap<>(blocks);
        all.put(
                block,
                changed.with(parameter, new Document.Scalar(changed.parameters().positionOf(parameter), value, true)));
        return new ScenarioFile(file, position, all, optimizers, faulty, new ArrayList<>(findings));
    }
}

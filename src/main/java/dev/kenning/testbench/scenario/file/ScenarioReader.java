package dev.kenning.testbench.scenario.file;

import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Document;
import dev.kenning.testbench.text.NearestWord;
import dev.kenning.testbench.text.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Checks one scenario file against {@link ClassTable}, and gives everything in it the name that it has today. */
final class ScenarioReader {

    private static final String OPTIMIZERS = "optimizers";

    private final Path file;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final List<Block> optimizers = new ArrayList<>();
    private final List<String> faulty = new ArrayList<>();

    /** What other blocks say for the platform, in files from before there were platforms. */
    private final Map<String, Document> moved = new LinkedHashMap<>();

    ScenarioReader(Path file) {
        this.file = file;
    }

    ScenarioFile read() {
        return read(() -> Document.read(file));
    }

    ScenarioFile read(Supplier<Document> source) {
        Place position = new Place(file.toString(), 1, 1);
        try {
            Document.Mapping root = source.get().asMapping("a scenario");
            position = root.position();
            readBlocks(withTodaysNames(root));
            Optional<Block> platform = OldPlatform.of(blocks, moved, findings);
            platform.filter(block -> !faulty.contains("platform")).ifPresent(block -> blocks.put("platform", block));
        } catch (BadInputException e) {
            findings.add(Finding.error(String.valueOf(e.getMessage())));
            faulty.addAll(ClassTable.blocks());
        }
        return new ScenarioFile(file, position, blocks, optimizers, faulty, findings);
    }

    private Document.Mapping withTodaysNames(Document.Mapping root) {
        Map<String, Document> values = new LinkedHashMap<>();
        Map<String, Place> keys = new LinkedHashMap<>();
        root.entries().forEach((name, value) -> {
            Place key = root.keys().getOrDefault(name, value.position());
            String today = ClassTable.renamedBlocks().getOrDefault(name, name);
            if (keys.putIfAbsent(today, key) != null) {
                findings.add(Finding.error(key + ": the block '" + today
                        + "' is there twice, under its name of today and an older one; remove one"));
                return;
            }
            values.put(today, value);
            if (!today.equals(name)) {
                findings.add(Finding.warning(key + ": the block '" + name + "' is called '" + today + "' today."));
            }
        });
        return new Document.Mapping(root.position(), values, keys);
    }

    private void readBlocks(Document.Mapping root) {
        root.entries().forEach((name, value) -> {
            if (!ClassTable.blocks().contains(name)) {
                findings.add(Finding.error(root.keys().getOrDefault(name, value.position()) + ": unknown key '" + name
                        + "' in a scenario." + NearestWord.hint(name, ClassTable.blocks())));
            } else if (name.equals(OPTIMIZERS)) {
                readOptimizers(value);
            } else if (!(value instanceof Document.Null)) {
                block(name, value).ifPresentOrElse(block -> blocks.put(name, block), () -> faulty.add(name));
            }
        });
    }

    private void readOptimizers(Document value) {
        if (value instanceof Document.Sequence sequence) {
            for (Document item : sequence.items()) {
                block(OPTIMIZERS, item).ifPresentOrElse(optimizers::add, () -> faulty.add(OPTIMIZERS));
            }
        } else if (!(value instanceof Document.Null)) {
            findings.add(Finding.error(value.position() + ": 'optimizers' must be a list, is " + value.kind()));
            faulty.add(OPTIMIZERS);
        }
    }

    private Optional<Block> block(String name, Document value) {
        if (!(value instanceof Document.Mapping mapping)) {
            findings.add(Finding.error(value.position() + ": '" + name + "' must be a mapping, is " + value.kind()));
            return Optional.empty();
        }
        mapping.keys().forEach((key, position) -> {
            if (!key.equals("type") && !key.equals("parameters")) {
                findings.add(Finding.error(position + ": unknown key '" + key + "' in the block '" + name + "'."
                        + NearestWord.hint(key, List.of("type", "parameters"))));
            }
        });
        return type(name, mapping).map(type -> parameters(name, type, mapping));
    }

    private Optional<ScenarioClass> type(String block, Document.Mapping mapping) {
        Optional<Document> written = mapping.get("type");
        Optional<String> untyped = ClassTable.untyped(block);
        if (written.isEmpty() && untyped.isPresent()) {
            return Optional.ofNullable(ClassTable.classes(block).get(untyped.get()));
        }
        if (written.isEmpty() || !(written.get() instanceof Document.Scalar scalar)) {
            findings.add(Finding.error(
                    written.map(value -> value.position() + ": 'type' must be the name of a class, is " + value.kind())
                            .orElse(mapping.position() + ": the key 'type' of the block '" + block + "' is missing")));
            return Optional.empty();
        }
        boolean ofTheUser = isOfTheUser(scalar.text());
        String name = scalar.text().substring(scalar.text().lastIndexOf('.') + 1);
        Map<String, ScenarioClass> classes = ClassTable.classes(block);
        Optional<ScenarioClass> type = ofTheUser
                ? ClassTable.own(block).map(own -> own.called(scalar.text()))
                : Optional.ofNullable(classes.get(name));
        if (type.isEmpty()) {
            findings.add(Finding.error(scalar.position() + ": unknown type '" + scalar.text() + "' for the block '"
                    + block + "'."
                    + (ofTheUser
                            ? " Python classes of your own are not loaded here, and this one decides what is run."
                            : ClassTable.blockOf(name)
                                    .map(other -> " It belongs to '" + other + "'.")
                                    .orElseGet(() -> NearestWord.hint(name, classes.keySet())))
                    + " It can be " + String.join(", ", new TreeSet<>(classes.keySet())) + "."));
            return Optional.empty();
        }
        warnOfOldPackage(scalar);
        return type;
    }

    /** Kenning loads a class by its dotted name; those of its own are in the package {@code kenning}. */
    private static boolean isOfTheUser(String type) {
        return type.contains(".") && !type.startsWith("kenning.");
    }

    private void warnOfOldPackage(Document.Scalar type) {
        ClassTable.movedPackages().forEach((old, today) -> {
            if (type.text().startsWith(old + ".")) {
                findings.add(Finding.warning(
                        type.position() + ": the package '" + old + "' is called '" + today + "' today."));
            }
        });
    }

    private Block parameters(String block, ScenarioClass type, Document.Mapping mapping) {
        Document given = mapping.entries().getOrDefault("parameters", new Document.Null(mapping.position()));
        if (!(given instanceof Document.Mapping) && !(given instanceof Document.Null)) {
            findings.add(Finding.error(given.position() + ": 'parameters' must be a mapping, is " + given.kind()));
        }
        Document.Mapping written = given instanceof Document.Mapping parameters
                ? parameters
                : new Document.Mapping(mapping.position(), Map.of(), Map.of());
        ParameterReader reader = new ParameterReader(type, written, findings);
        moved.putAll(reader.moved());
        return new Block(block, type.name(), mapping.position(), reader.values(), reader.faulty());
    }
}

package dev.kenning.testbench.scenario.file;

import dev.kenning.testbench.scenario.file.ScenarioClass.Parameter;
import dev.kenning.testbench.scenario.file.ScenarioClass.Use;
import dev.kenning.testbench.text.TableFile;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Knows the blocks of a scenario, the classes that may stand in each, and the parameters of each class; the table is the
 * resource {@code classes.txt}.
 *
 * <p>Source: Kenning's classes. {@code SamplesDataset} is this project's own: recorded samples in a file.
 */
public final class ClassTable {

    private static final String FILE = "classes.txt";
    private static final int COLUMNS = 4;
    private static final Pattern SECTION = Pattern.compile("\\[(\\w+) (\\w+|\\*)(?: : (\\w+))?]\\s*(\\w*)");
    private static final Pattern ENTRY = Pattern.compile("(reason|package|block|untyped) (\\S+) = (.+)");

    private static final ClassTable TABLE = new ClassTable();

    private final Map<String, Map<String, String>> entries = new LinkedHashMap<>();
    private final Map<String, Map<String, ScenarioClass>> blocks = new LinkedHashMap<>();
    private final Map<String, ScenarioClass> abstracts = new LinkedHashMap<>();

    /** What is known of the user's own classes, by the block that they may stand in. */
    private final Map<String, ScenarioClass> own = new LinkedHashMap<>();

    private ClassTable() {
        Map<String, Parameter> parameters = Map.of();
        Optional<String> idle = Optional.empty();
        for (String line : TableFile.lines(ClassTable.class, FILE).toList()) {
            Matcher section = SECTION.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (section.matches()) {
                parameters = inherited(section.group(3));
                idle = Optional.of(section.group(4))
                        .filter(word -> !word.isEmpty() && !word.equals("abstract"))
                        .map(this::reason);
                boolean anyName = section.group(2).equals("*");
                ScenarioClass type = new ScenarioClass(
                        section.group(1), section.group(2), idle, Collections.unmodifiableMap(parameters), anyName);
                if (section.group(4).equals("abstract")) {
                    abstracts.put(type.name(), type);
                } else if (anyName) {
                    own.put(type.block(), type);
                } else {
                    blocks.computeIfAbsent(type.block(), block -> new LinkedHashMap<>())
                            .put(type.name(), type);
                }
            } else if (entry.matches()) {
                entries.computeIfAbsent(entry.group(1), kind -> new LinkedHashMap<>())
                        .put(entry.group(2), entry.group(3));
            } else {
                Parameter parameter = parameter(line, idle);
                parameters.put(parameter.name(), parameter);
            }
        }
    }

    private Map<String, Parameter> inherited(@Nullable String base) {
        if (base == null) {
            return new LinkedHashMap<>();
        }
        return blocks.values().stream()
                .map(classes -> classes.get(base))
                .filter(type -> type != null)
                .findFirst()
                .or(() -> Optional.ofNullable(abstracts.get(base)))
                .map(type -> new LinkedHashMap<>(type.parameters()))
                .orElseThrow(() -> new IllegalStateException(FILE + ": no class " + base));
    }

    private Parameter parameter(String line, Optional<String> idle) {
        List<String> cells =
                Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        if (cells.size() != COLUMNS) {
            throw new IllegalStateException(FILE + ": expected " + COLUMNS + " columns: " + line);
        }
        String type = cells.get(1);
        boolean nullable = type.endsWith("?") || cells.get(2).equals("null");
        return new Parameter(
                cells.get(0),
                ValueType.parse(type.replace("?", "")),
                nullable,
                cells.get(2),
                cells.get(3).isEmpty() ? idle.<Use>map(Use.Idle::new).orElseGet(Use.Used::new) : use(cells.get(3)));
    }

    private Use use(String text) {
        String[] words = text.split(":?\\s+", 2);
        return switch (words[0]) {
            case "used" -> new Use.Used();
            case "renamed" -> new Use.Renamed(words[1]);
            case "moved" -> new Use.Moved(words[1]);
            case "removed" -> new Use.Removed(words[1]);
            default -> new Use.Idle(reason(text));
        };
    }

    private String reason(String name) {
        return Optional.ofNullable(entries.getOrDefault("reason", Map.of()).get(name))
                .orElseThrow(() -> new IllegalStateException(FILE + ": no reason " + name));
    }

    /** Returns the names of the blocks. */
    static Set<String> blocks() {
        return TABLE.blocks.keySet();
    }

    /** Returns the classes of a block, by name. */
    static Map<String, ScenarioClass> classes(String block) {
        return TABLE.blocks.getOrDefault(block, Map.of());
    }

    /** Returns a class of a block, if there is such a class. */
    public static Optional<ScenarioClass> find(String block, String type) {
        return Optional.ofNullable(classes(block).get(type));
    }

    /** Returns what is known of any class of the user's own in a block, if one may stand there. */
    static Optional<ScenarioClass> own(String block) {
        return Optional.ofNullable(TABLE.own.get(block));
    }

    /** Returns the block that a class belongs to, if there is such a class. */
    static Optional<String> blockOf(String type) {
        return TABLE.blocks.entrySet().stream()
                .filter(block -> block.getValue().containsKey(type))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Returns the blocks that older files call otherwise: their old names to those of today. */
    static Map<String, String> renamedBlocks() {
        return TABLE.entries.getOrDefault("block", Map.of());
    }

    /** Returns the packages that moved: their old names to those of today. */
    static Map<String, String> movedPackages() {
        return TABLE.entries.getOrDefault("package", Map.of());
    }

    /** Returns the class of a block that names none, if that may be. */
    static Optional<String> untyped(String block) {
        return Optional.ofNullable(
                TABLE.entries.getOrDefault("untyped", Map.of()).get(block));
    }
}

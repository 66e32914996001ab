package dev.kenning.testbench.scenario.file;

import dev.kenning.testbench.scenario.file.ScenarioClass.Parameter;
import dev.kenning.testbench.scenario.file.ScenarioClass.Use;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes a JSON Schema (draft 2020-12) of scenario files for editors, from the table that they are checked against. */
public final class ScenarioSchema {

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final String OPTIMIZERS = "optimizers";

    /** The name of a class of the user's own. */
    private static final String OWN = "^(?!kenning\\.).*\\.";

    private ScenarioSchema() {}

    /** Returns the schema, indented, with a line break at its end. */
    public static String json() {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build()
                        .writeValueAsString(schema())
                        .replace("\r\n", "\n")
                + "\n";
    }

    private static Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> definitions = new TreeMap<>();
        for (String block : ClassTable.blocks()) {
            properties.put(block, block.equals(OPTIMIZERS) ? list(reference(block)) : orNull(reference(block)));
            definitions.put(block, block(block));
            classes(block).forEach(type -> definitions.put(name(type), parameters(type)));
        }
        ClassTable.renamedBlocks().forEach((old, today) -> {
            Map<String, Object> renamed = new LinkedHashMap<>(reference(today));
            renamed.put("deprecated", true);
            renamed.put("description", "Called '" + today + "' today.");
            properties.put(old, renamed);
        });
        Map<String, Object> schema = object(properties);
        schema.put("$schema", DRAFT);
        schema.put("title", "Kenning scenario, as Kenning Testbench reads it");
        schema.put("$defs", definitions);
        return schema;
    }

    private static Map<String, Object> block(String block) {
        List<String> names = List.copyOf(ClassTable.classes(block).keySet());
        Map<String, Object> properties = new LinkedHashMap<>();
        List<Object> types = new ArrayList<>();
        types.add(Map.of("enum", names));
        types.add(Map.of("type", "string", "pattern", "^kenning\\.(.*\\.)?(" + String.join("|", names) + ")$"));
        if (ClassTable.own(block).isPresent()) {
            types.add(Map.of("type", "string", "pattern", OWN));
        }
        properties.put("type", Map.of("anyOf", types));
        properties.put("parameters", typed("object", "null"));
        Map<String, Object> schema = object(properties);
        if (ClassTable.untyped(block).isEmpty()) {
            schema.put("required", List.of("type"));
        }
        schema.put(
                "allOf", classes(block).map(ScenarioSchema::parametersIfTyped).toList());
        return schema;
    }

    private static Stream<ScenarioClass> classes(String block) {
        return Stream.concat(ClassTable.classes(block).values().stream(), ClassTable.own(block).stream());
    }

    private static Map<String, Object> parametersIfTyped(ScenarioClass type) {
        boolean untyped =
                ClassTable.untyped(type.block()).filter(type.name()::equals).isPresent();
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put(
                "properties",
                Map.of("type", Map.of("pattern", type.open() ? OWN : "^(kenning\\.(.*\\.)?)?" + type.name() + "$")));
        if (!untyped) {
            condition.put("required", List.of("type"));
        }
        Map<String, Object> consequence = new LinkedHashMap<>();
        consequence.put("properties", Map.of("parameters", orNull(reference(name(type)))));
        if (requires(type)) {
            consequence.put("required", List.of("parameters"));
        }
        return Map.of("if", condition, "then", consequence);
    }

    private static boolean requires(ScenarioClass type) {
        return type.parameters().values().stream().anyMatch(Parameter::isRequired);
    }

    private static Map<String, Object> parameters(ScenarioClass type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        type.parameters().values().forEach(parameter -> properties.put(parameter.name(), parameter(parameter)));
        Map<String, Object> schema = object(properties);
        if (type.open()) {
            schema.remove("additionalProperties");
        }
        List<String> required = type.parameters().values().stream()
                .filter(Parameter::isRequired)
                .filter(parameter -> older(type, parameter.name()).isEmpty())
                .map(Parameter::name)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        List<Object> either = type.parameters().values().stream()
                .filter(Parameter::isRequired)
                .filter(parameter -> !older(type, parameter.name()).isEmpty())
                .<Object>map(parameter -> Map.of("anyOf", required(parameter.name(), older(type, parameter.name()))))
                .toList();
        if (!either.isEmpty()) {
            schema.put("allOf", either);
        }
        return schema;
    }

    private static List<Object> required(String name, List<String> older) {
        List<Object> choices = new ArrayList<>();
        choices.add(Map.of("required", List.of(name)));
        older.forEach(old -> choices.add(Map.of("required", List.of(old))));
        return choices;
    }

    private static List<String> older(ScenarioClass type, String name) {
        return type.parameters().values().stream()
                .filter(parameter -> parameter.use() instanceof Use.Renamed today
                        && today.name().equals(name))
                .map(Parameter::name)
                .toList();
    }

    private static Map<String, Object> parameter(Parameter parameter) {
        Map<String, Object> schema = parameter.nullable()
                ? orNull(parameter.type().schema())
                : new LinkedHashMap<>(parameter.type().schema());
        Use use = parameter.use();
        if (use instanceof Use.Idle idle) {
            schema.put("description", "Not run here, because " + idle.reason() + ".");
        } else if (use instanceof Use.Renamed today) {
            schema.put("description", "Called '" + today.name() + "' today.");
        } else if (use instanceof Use.Moved moved) {
            schema.put("description", "A parameter of the platform today, '" + moved.name() + "'.");
        } else if (use instanceof Use.Removed removed) {
            schema.put("description", "Of the past: " + removed.reason() + ".");
        }
        if (ScenarioClass.isOld(parameter)) {
            schema.put("deprecated", true);
        }
        return schema;
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> list(Map<String, Object> item) {
        Map<String, Object> schema = typed("array", "null");
        schema.put("items", item);
        return schema;
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("anyOf", List.of(schema, Map.of("type", "null")));
        return choice;
    }

    private static Map<String, Object> typed(String... types) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", Arrays.asList(types));
        return schema;
    }

    private static Map<String, Object> reference(String definition) {
        return Map.of("$ref", "#/$defs/" + definition);
    }

    private static String name(ScenarioClass type) {
        return type.block() + "." + (type.open() ? "own" : type.name());
    }
}

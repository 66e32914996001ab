package dev.kenning.testbench.metrics;

import dev.kenning.testbench.text.TableFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/** Makes a JSON Schema (draft 2020-12) of measurements files from the table of their keys, {@code measurements.txt}. */
public final class MeasurementsSchema {

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final String TABLE = "measurements.txt";
    private static final String LIST = "list of ";
    private static final String MAP = "map of ";
    private static final int KEY = 0;
    private static final int WHEN = 1;
    private static final int TYPE = 2;
    private static final int MEANING = 3;
    private static final int COLUMNS = 4;

    private static final Map<String, String> TYPES =
            Map.of("text", "string", "number", "number", "integer", "integer", "boolean", "boolean");

    private MeasurementsSchema() {}

    /** Returns the schema, indented, with a line break at its end. */
    public static String json() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return new JsonMapper().writer().with(printer).writeValueAsString(schema()) + "\n";
    }

    /** Returns what the value of each key is in JSON: {@code array}, {@code object}, {@code number}, {@code string}. */
    public static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (List<String> row :
                TableFile.read(MeasurementsSchema.class, TABLE, COLUMNS).toList()) {
            Object kind = type(row.get(TYPE)).getOrDefault("type", "");
            kinds.put(row.get(KEY), kind.equals("integer") ? "number" : kind.toString());
        }
        return kinds;
    }

    private static Map<String, Object> schema() {
        List<List<String>> rows =
                TableFile.read(MeasurementsSchema.class, TABLE, COLUMNS).toList();
        Map<String, Object> properties = new LinkedHashMap<>();
        for (List<String> row : rows) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", row.get(MEANING));
            property.putAll(type(row.get(TYPE)));
            properties.put(row.get(KEY), property);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DRAFT);
        schema.put("title", "Measurements that Kenning Testbench writes and Kenning reads");
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        schema.put(
                "required",
                rows.stream()
                        .filter(row -> row.get(WHEN).equals("always"))
                        .map(row -> row.get(KEY))
                        .toList());
        return schema;
    }

    private static Map<String, Object> type(String text) {
        if (text.startsWith(LIST)) {
            return schema("array", "items", type(text.substring(LIST.length())));
        }
        if (text.startsWith(MAP)) {
            return schema("object", "additionalProperties", type(text.substring(MAP.length())));
        }
        if (text.startsWith("{")) {
            return members(text.substring(1, text.length() - 1));
        }
        if (text.equals("any")) {
            return Map.of();
        }
        if (!TYPES.containsKey(text)) {
            throw new IllegalStateException(TABLE + ": unknown type: " + text);
        }
        return Map.of("type", TYPES.get(text));
    }

    private static Map<String, Object> members(String text) {
        Map<String, Object> members = new LinkedHashMap<>();
        Arrays.stream(text.split(","))
                .map(member -> member.split(":", 2))
                .forEach(member -> members.put(member[0].strip(), type(member[1].strip())));
        Map<String, Object> schema = schema("object", "properties", members);
        schema.put("additionalProperties", false);
        schema.put("required", List.copyOf(members.keySet()));
        return schema;
    }

    private static Map<String, Object> schema(String type, String keyword, Object value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put(keyword, value);
        return schema;
    }
}

package dev.kenning.testbench.scenario.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Validates by those keywords of JSON Schema (draft 2020-12) that this project's schemas use, and by no others. */
public final class SchemaValidator {

    private static final Set<String> ANNOTATIONS = Set.of("$schema", "$defs", "title", "description", "deprecated");

    private final JsonNode root;

    public SchemaValidator(JsonNode root) {
        this.root = root;
    }

    /** Returns where a value misses the schema; nothing if it does not. */
    public List<String> problems(JsonNode value) {
        List<String> problems = new ArrayList<>();
        check(root, value, "", problems);
        return problems;
    }

    private boolean admits(JsonNode schema, JsonNode value) {
        List<String> problems = new ArrayList<>();
        check(schema, value, "", problems);
        return problems.isEmpty();
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> problems) {
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            checkKeyword(keyword.getKey(), keyword.getValue(), schema, value, at, problems);
        }
    }

    private void checkKeyword(
            String keyword, JsonNode rule, JsonNode schema, JsonNode value, String at, List<String> problems) {
        switch (keyword) {
            case "$ref" -> check(root.at(rule.asString().substring(1)), value, at, problems);
            case "type" -> {
                if (!isOfType(rule, value)) {
                    problems.add(at + " is not of type " + rule);
                }
            }
            case "enum" -> {
                if (rule.valueStream().noneMatch(value::equals)) {
                    problems.add(at + " is none of " + rule);
                }
            }
            case "pattern" -> {
                if (value.isString()
                        && !Pattern.compile(rule.asString())
                                .matcher(value.asString())
                                .find()) {
                    problems.add(at + " does not match " + rule);
                }
            }
            case "minimum", "maximum", "exclusiveMinimum" -> checkLimit(keyword, rule.asDouble(), value, at, problems);
            case "properties" ->
                rule.properties().forEach(property -> {
                    if (value.has(property.getKey())) {
                        check(
                                property.getValue(),
                                value.get(property.getKey()),
                                at + "/" + property.getKey(),
                                problems);
                    }
                });
            case "additionalProperties" ->
                value.propertyNames().stream()
                        .filter(name ->
                                value.isObject() && !schema.path("properties").has(name))
                        .forEach(name -> checkAdditional(name, rule, value, at, problems));
            case "required" ->
                rule.valueStream()
                        .filter(name -> value.isObject() && !value.has(name.asString()))
                        .forEach(name -> problems.add(at + " lacks " + name));
            case "items" ->
                value.valueStream().forEach(item -> {
                    if (value.isArray()) {
                        check(rule, item, at + "/-", problems);
                    }
                });
            case "anyOf" -> {
                if (rule.valueStream().noneMatch(choice -> admits(choice, value))) {
                    problems.add(at + " fits no choice");
                }
            }
            case "allOf" -> rule.valueStream().forEach(part -> check(part, value, at, problems));
            case "if" -> {
                if (admits(rule, value)) {
                    check(schema.get("then"), value, at, problems);
                }
            }
            case "then" -> {}
            default -> {
                if (!ANNOTATIONS.contains(keyword)) {
                    throw new IllegalArgumentException("unknown keyword " + keyword);
                }
            }
        }
    }

    private void checkAdditional(String name, JsonNode rule, JsonNode value, String at, List<String> problems) {
        if (rule.isObject()) {
            check(rule, value.get(name), at + "/" + name, problems);
        } else {
            problems.add(at + " has the unknown key " + name);
        }
    }

    private static void checkLimit(String keyword, double limit, JsonNode value, String at, List<String> problems) {
        double number = value.isNumber() ? value.asDouble() : Double.NaN;
        boolean missed = switch (keyword) {
            case "minimum" -> number < limit;
            case "maximum" -> number > limit;
            default -> number <= limit;
        };
        if (missed) {
            problems.add(at + " misses the " + keyword + " " + limit);
        }
    }

    private static boolean isOfType(JsonNode rule, JsonNode value) {
        return rule.isArray()
                ? rule.valueStream().anyMatch(type -> isOfType(type, value))
                : switch (rule.asString()) {
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "string" -> value.isString();
                    case "boolean" -> value.isBoolean();
                    case "integer" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    case "null" -> value.isNull();
                    default -> throw new IllegalArgumentException("unknown type " + rule);
                };
    }
}

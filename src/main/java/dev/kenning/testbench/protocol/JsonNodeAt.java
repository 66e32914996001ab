package dev.kenning.testbench.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pairs a JSON value with the place it was found at, so that each complaint about it names the file and the path.
 *
 * @param source what error messages call the text, such as its file
 * @param path the way from the root to the value, such as {@code output[0].scale}; empty for the root
 */
public record JsonNodeAt(String source, String path, JsonNode node) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Reads a text.
     *
     * @throws InvalidJsonException if it is no JSON, with line and column
     */
    public static JsonNodeAt parse(String json, String source) {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (root.isMissingNode()) {
                throw new InvalidJsonException(source, "", "is empty, but must hold a JSON value");
            }
            return new JsonNodeAt(source, "", root);
        } catch (JacksonException e) {
            String place = e.getLocation() == null
                    ? ""
                    : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
            throw new InvalidJsonException(source + place, "", "is no JSON: " + withoutAdvice(e.getOriginalMessage()));
        }
    }

    /** Drops what the parser tells its programmers: a feature to enable, its own redacted source. */
    private static String withoutAdvice(String complaint) {
        return complaint.replaceFirst("(: enable `| \\(start marker at |, from `).*", "");
    }

    /** Makes the exception that complains about this value. */
    public InvalidJsonException problem(String problem) {
        return new InvalidJsonException(source, path, problem);
    }

    /** Returns this object after a check that it is one and has no key but these. */
    public JsonNodeAt object(Set<String> knownKeys) {
        if (!node.isObject()) {
            throw mustBe("an object");
        }
        for (String key : node.propertyNames()) {
            if (!knownKeys.contains(key)) {
                throw problem("unknown key \"" + key + "\"; known are " + new TreeSet<>(knownKeys));
            }
        }
        return this;
    }

    /** Returns the value of a key, if it is there and not null. */
    public Optional<JsonNodeAt> find(String key) {
        JsonNode value = node.path(key);
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(new JsonNodeAt(source, path.isEmpty() ? key : path + "." + key, value));
    }

    /** Returns the value of a key that must be there. */
    public JsonNodeAt get(String key) {
        return find(key).orElseThrow(() -> problem("key \"" + key + "\" is absent"));
    }

    /** Returns the items of an array. */
    public List<JsonNodeAt> items() {
        if (!node.isArray()) {
            throw mustBe("an array");
        }
        List<JsonNodeAt> items = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            items.add(new JsonNodeAt(source, path + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    /** Returns a text. */
    public String text() {
        if (!node.isString()) {
            throw mustBe("a text");
        }
        return node.stringValue();
    }

    /** Returns a whole number within limits. */
    public long integer(long min, long max) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw mustBe("a whole number");
        }
        long value = node.longValue();
        if (value < min || value > max) {
            throw problem("must be " + min + ".." + max + ", but is " + value);
        }
        return value;
    }

    /** Returns a number. */
    public double number() {
        if (!node.isNumber()) {
            throw mustBe("a number");
        }
        // A number of more digits than a double can hold is read as infinity or refused by the parser's own exception.
        double value = node.asDouble(Double.POSITIVE_INFINITY);
        if (!Double.isFinite(value)) {
            throw mustBe("a number that a double can hold");
        }
        return value;
    }

    private InvalidJsonException mustBe(String what) {
        String text = node.toString();
        return problem("must be " + what + ", but is " + (text.length() > 40 ? text.substring(0, 40) + "..." : text));
    }
}

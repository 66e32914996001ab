package dev.kenning.testbench.scenario.file;

import dev.kenning.testbench.text.Document;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says which values a parameter takes, as {@code classes.txt} writes it. */
public sealed interface ValueType {

    /** Returns a value as it is meant, with one spelling of numbers and truth values; nothing if the type does not take it. */
    Optional<Document> read(Document value);

    /** Says what a value must be, for messages: {@code "a whole number >= 0"}. */
    String description();

    /** Returns the same as a part of a JSON Schema. */
    Map<String, Object> schema();

    /** Reads a type from the table. */
    static ValueType parse(String text) {
        List<ValueType> choices = Arrays.stream(text.split(","))
                .map(String::strip)
                .map(ValueType::parseOne)
                .toList();
        return choices.size() == 1 ? choices.get(0) : new Choice(choices);
    }

    private static ValueType parseOne(String text) {
        String[] words = text.split("\\s+", 3);
        return switch (words[0]) {
            case "path" -> new Text("a path");
            case "text" -> new Text("a text");
            case "boolean" -> new Truth();
            case "integer" -> new Numeric(true, Limit.parse(text));
            case "number" -> new Numeric(false, Limit.parse(text));
            case "mapping" -> new Tree();
            case "any" -> new Anything();
            case "list" -> new ListOf(parseOne(words[2]));
            case "one" -> new OneOf(Arrays.asList(words[2].split("\\s+")));
            default -> throw new IllegalStateException("classes.txt: unknown type: " + text);
        };
    }

    /** A text or a path. */
    record Text(String description) implements ValueType {

        private static final Pattern OTHER =
                Pattern.compile("[-+]?\\d[\\d_]*(\\.\\d*)?([eE][-+]?\\d+)?" + "|true|True|TRUE|false|False|FALSE");

        @Override
        public Optional<Document> read(Document value) {
            return value instanceof Document.Scalar scalar
                            && (scalar.quoted() || !OTHER.matcher(scalar.text()).matches())
                    ? Optional.of(value)
                    : Optional.empty();
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of("type", "string");
        }
    }

    /** A truth value, in the spellings of YAML 1.1, which Kenning reads. */
    record Truth() implements ValueType {

        private static final Set<String> YES = Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");
        private static final Set<String> NO = Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");

        @Override
        public Optional<Document> read(Document value) {
            if (!(value instanceof Document.Scalar scalar) || scalar.quoted()) {
                return Optional.empty();
            }
            return YES.contains(scalar.text())
                    ? Optional.of(new Document.Scalar(scalar.position(), "true", false))
                    : NO.contains(scalar.text())
                            ? Optional.of(new Document.Scalar(scalar.position(), "false", false))
                            : Optional.empty();
        }

        @Override
        public String description() {
            return "true or false";
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of("type", "boolean");
        }
    }

    /** A limit of a number. */
    record Limit(String operator, String number) {

        private static final Pattern LIMIT = Pattern.compile("(>=|<=|>)(\\S+)");
        private static final Map<String, String> KEYWORDS =
                Map.of(">=", "minimum", "<=", "maximum", ">", "exclusiveMinimum");

        static List<Limit> parse(String text) {
            return LIMIT.matcher(text)
                    .results()
                    .map(match -> new Limit(match.group(1), match.group(2)))
                    .toList();
        }

        boolean admits(double value) {
            double bound = Double.parseDouble(number);
            return switch (operator) {
                case ">=" -> value >= bound;
                case "<=" -> value <= bound;
                default -> value > bound;
            };
        }

        String keyword() {
            return KEYWORDS.getOrDefault(operator, "");
        }
    }

    /** A number, whole or not, within limits. */
    record Numeric(boolean whole, List<Limit> limits) implements ValueType {

        private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

        @Override
        public Optional<Document> read(Document value) {
            if (!(value instanceof Document.Scalar scalar) || scalar.quoted()) {
                return Optional.empty();
            }
            String text = scalar.text().replace("_", "");
            return (whole ? integer(text) : decimal(text))
                    .filter(number -> limits.stream().allMatch(limit -> limit.admits(Double.parseDouble(number))))
                    .map(number -> new Document.Scalar(scalar.position(), number, false));
        }

        private static Optional<String> integer(String text) {
            try {
                return Optional.of(Long.decode(text).toString());
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        private static Optional<String> decimal(String text) {
            return Optional.of(text)
                    .filter(number -> DECIMAL.matcher(number).matches() && Double.isFinite(Double.parseDouble(number)));
        }

        @Override
        public String description() {
            return (whole ? "a whole number" : "a number")
                    + limits.stream()
                            .map(limit -> " " + limit.operator() + " " + limit.number())
                            .collect(Collectors.joining(" and"));
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", whole ? "integer" : "number");
            limits.forEach(limit -> schema.put(limit.keyword(), Long.valueOf(limit.number())));
            return schema;
        }
    }

    /** One of some words. */
    record OneOf(List<String> words) implements ValueType {

        @Override
        public Optional<Document> read(Document value) {
            return value instanceof Document.Scalar scalar && words.contains(scalar.text())
                    ? Optional.of(value)
                    : Optional.empty();
        }

        @Override
        public String description() {
            return "one of " + String.join(", ", words);
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of("enum", words);
        }
    }

    /** A list. */
    record ListOf(ValueType item) implements ValueType {

        @Override
        public Optional<Document> read(Document value) {
            if (!(value instanceof Document.Sequence sequence)) {
                return Optional.empty();
            }
            List<Document> items = sequence.items().stream()
                    .flatMap(element -> item.read(element).stream())
                    .toList();
            return items.size() == sequence.items().size()
                    ? Optional.of(new Document.Sequence(sequence.position(), items))
                    : Optional.empty();
        }

        @Override
        public String description() {
            return "a list, each of it " + item.description();
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "array");
            schema.put("items", item.schema());
            return schema;
        }
    }

    /** A mapping of whatever it is. */
    record Tree() implements ValueType {

        @Override
        public Optional<Document> read(Document value) {
            return Optional.of(value).filter(Document.Mapping.class::isInstance);
        }

        @Override
        public String description() {
            return "a mapping";
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of("type", "object");
        }
    }

    /** Whatever it is. */
    record Anything() implements ValueType {

        @Override
        public Optional<Document> read(Document value) {
            return Optional.of(value);
        }

        @Override
        public String description() {
            return "anything";
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of();
        }
    }

    /** A value of one of several types. */
    record Choice(List<ValueType> types) implements ValueType {

        @Override
        public Optional<Document> read(Document value) {
            return types.stream().flatMap(type -> type.read(value).stream()).findFirst();
        }

        @Override
        public String description() {
            return types.stream().map(ValueType::description).collect(Collectors.joining(" or "));
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of("anyOf", types.stream().map(ValueType::schema).toList());
        }
    }
}

package dev.kenning.testbench.text;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A YAML or JSON file whose every value knows where it stands, so that an error can name the line.
 *
 * <p>JSON is read as the subset of YAML that it is, as Kenning does.
 */
public sealed interface Document {

    /** Returns where the value starts. */
    Place position();

    /** Says what kind of value this is, for messages. */
    String kind();

    /** A mapping in the order of the file. */
    record Mapping(Place position, Map<String, Document> entries, Map<String, Place> keys) implements Document {
        @Override
        public String kind() {
            return "a mapping";
        }

        /** Returns the value of a key, if it is there and not null. */
        public Optional<Document> get(String key) {
            return Optional.ofNullable(entries.get(key)).filter(value -> !(value instanceof Null));
        }

        /** Returns where the value of a key stands, or the mapping itself if the key is absent. */
        public Place positionOf(String key) {
            Document value = entries.get(key);
            return value == null ? position : value.position();
        }

        /** Returns a text, if it is there. */
        public Optional<String> text(String key) {
            return get(key).map(value -> scalar(key, value).text());
        }

        /** Returns a text that must be there. */
        public String requireText(String key) {
            return text(key).orElseThrow(() -> new BadInputException(position + ": the key '" + key + "' is missing"));
        }

        /** Returns a whole number, if it is there. */
        public Optional<Long> integer(String key) {
            return get(key).map(value -> scalar(key, value).integer(key));
        }

        /** Returns a truth value, if it is there. */
        public Optional<Boolean> bool(String key) {
            return get(key).map(value -> scalar(key, value).bool(key));
        }

        /** Returns a mapping, if it is there. */
        public Optional<Mapping> mapping(String key) {
            return get(key).map(value -> value.asMapping("'" + key + "'"));
        }

        /** Returns a list; empty if it is not there. */
        public List<Document> list(String key) {
            return get(key).map(value -> {
                        if (value instanceof Sequence sequence) {
                            return sequence.items();
                        }
                        throw new BadInputException(
                                value.position() + ": '" + key + "' must be a list, is " + value.kind());
                    })
                    .orElse(List.of());
        }

        /** Returns a list of texts; empty if it is not there. */
        public List<String> texts(String key) {
            return list(key).stream().map(value -> scalar(key, value).text()).toList();
        }

        /** Refuses keys that are not among the known ones, naming the nearest. */
        public void allowOnly(Set<String> known, String where) {
            for (Map.Entry<String, Place> key : keys.entrySet()) {
                if (!known.contains(key.getKey())) {
                    throw new BadInputException(key.getValue() + ": unknown key '" + key.getKey() + "' in " + where
                            + "." + NearestWord.hint(key.getKey(), known));
                }
            }
        }

        private static Scalar scalar(String key, Document value) {
            if (value instanceof Scalar scalar) {
                return scalar;
            }
            throw new BadInputException(
                    value.position() + ": '" + key + "' must be a single value, is " + value.kind());
        }
    }

    /** A list. */
    record Sequence(Place position, List<Document> items) implements Document {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A text, number or truth value, as it is written.
     *
     * @param quoted whether it stands between quotes, which make a text of anything
     */
    record Scalar(Place position, String text, boolean quoted) implements Document {
        @Override
        public String kind() {
            return "'" + text + "'";
        }

        private long integer(String key) {
            try {
                return Long.decode(text);
            } catch (NumberFormatException e) {
                throw new BadInputException(position + ": '" + key + "' must be a whole number, is '" + text + "'", e);
            }
        }

        private boolean bool(String key) {
            return switch (text) {
                case "true", "True" -> true;
                case "false", "False" -> false;
                default ->
                    throw new BadInputException(position + ": '" + key + "' must be true or false, is '" + text + "'");
            };
        }
    }

    /** An empty value. */
    record Null(Place position) implements Document {
        @Override
        public String kind() {
            return "empty";
        }
    }

    /** Returns this value as a mapping, or refuses it by the name it has in messages. */
    default Mapping asMapping(String what) {
        if (this instanceof Mapping mapping) {
            return mapping;
        }
        throw new BadInputException(position() + ": " + what + " must be a mapping, is " + kind());
    }

    /**
     * Reads a file.
     *
     * @throws BadInputException if it is missing, is not YAML, or holds a key twice
     */
    static Document read(Path file) {
        return parse(InputFile.text(file), file.toString());
    }

    /** Reads a text; the name stands for the file in messages. */
    static Document parse(String text, String name) {
        try (YAMLParser parser =
                (YAMLParser) YAMLFactory.builder().build().createParser(ObjectReadContext.empty(), text)) {
            Deque<Builder> open = new ArrayDeque<>();
            Map<String, Document> anchors = new HashMap<>();
            Optional<Document> root = Optional.empty();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                Place position = position(parser, name);
                if (token == JsonToken.PROPERTY_NAME) {
                    open.element().key(parser.currentName(), position);
                } else if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                    open.push(new Builder(position, token == JsonToken.START_OBJECT, anchor(parser)));
                } else {
                    boolean ends = token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY;
                    Optional<String> anchor = ends ? open.element().anchor : anchor(parser);
                    Document value = ends
                            ? open.pop().build()
                            : parser.isCurrentAlias()
                                    ? aliased(anchors, parser.getString(), position)
                                    : scalar(parser, position, text);
                    anchor.ifPresent(label -> anchors.put(label, value));
                    if (open.isEmpty()) {
                        requireFirst(root, value);
                        root = Optional.of(value);
                    } else {
                        open.element().add(value);
                    }
                }
            }
            return root.orElseGet(() -> new Null(new Place(name, 1, 1)));
        } catch (JacksonException e) {
            throw new BadInputException(name + place(e) + ": this is not YAML: " + problem(e.getOriginalMessage()), e);
        }
    }

    private static void requireFirst(Optional<Document> root, Document another) {
        if (root.isPresent()) {
            throw new BadInputException(another.position() + ": a second document starts here; a file holds one");
        }
    }

    private static Optional<String> anchor(YAMLParser parser) {
        return Optional.ofNullable(parser.getObjectId()).map(String::valueOf);
    }

    private static Document aliased(Map<String, Document> anchors, String label, Place position) {
        Document value = anchors.get(label);
        if (value == null) {
            throw new BadInputException(position + ": *" + label + " has no anchor &" + label + " before it");
        }
        return value;
    }

    /** Takes what YAML 1.1 calls null for null, as Kenning does. */
    private static Document scalar(YAMLParser parser, Place position, String text) {
        String value = parser.getString();
        long start = parser.currentTokenLocation().getCharOffset();
        boolean quoted = start >= 0 && start < text.length() && Builder.QUOTES.indexOf(text.charAt((int) start)) >= 0;
        boolean isNull = parser.currentToken() == JsonToken.VALUE_NULL || (!quoted && Builder.NULLS.contains(value));
        return isNull ? new Null(position) : new Scalar(position, value, quoted);
    }

    /** Returns where the problem is; the exception's own location is that of the last good token. */
    private static String place(JacksonException failure) {
        return Pattern.compile("in [^\n]*, line (\\d+), column (\\d+)")
                .matcher(failure.getOriginalMessage())
                .results()
                .reduce((first, last) -> last)
                .map(mark -> ":" + mark.group(1) + ":" + mark.group(2))
                .orElseGet(() -> {
                    TokenStreamLocation at = failure.getLocation();
                    return at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
                });
    }

    /** Returns the parser's context and problem without the marks between them, which repeat the position. */
    private static String problem(String text) {
        return text.lines()
                .takeWhile(line -> !line.startsWith(" at ["))
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .map(String::strip)
                .limit(2)
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "), problem -> problem.isEmpty() ? "unreadable" : problem));
    }

    private static Place position(YAMLParser parser, String name) {
        TokenStreamLocation at = parser.currentTokenLocation();
        return new Place(name, at.getLineNr(), at.getColumnNr());
    }

    /** Collects a mapping or a list while it is being read. */
    final class Builder {

        /** What makes a text of a scalar: quotes, and the marks of a block. */
        private static final String QUOTES = "\"'|>";

        private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

        /** The key whose value is what a mapping has beside its own keys. */
        private static final String MERGE = "<<";

        private final Place position;
        private final boolean mapping;
        private final Optional<String> anchor;
        private final Map<String, Document> entries = new LinkedHashMap<>();
        private final Map<String, Place> keys = new LinkedHashMap<>();
        private final List<Document> items = new ArrayList<>();
        private final List<Mapping> merged = new ArrayList<>();
        private String key = "";

        private Builder(Place position, boolean mapping, Optional<String> anchor) {
            this.position = position;
            this.mapping = mapping;
            this.anchor = anchor;
        }

        private void key(String name, Place at) {
            key = name;
            Place earlier = keys.putIfAbsent(name, at);
            if (earlier != null) {
                throw new BadInputException(
                        at + ": the key '" + name + "' stands here twice, first on line " + earlier.line());
            }
        }

        private void add(Document value) {
            if (mapping && key.equals(MERGE) && value instanceof Mapping defaults) {
                keys.remove(MERGE);
                merged.add(defaults);
            } else if (mapping) {
                entries.put(key, value);
            } else {
                items.add(value);
            }
        }

        private Document build() {
            for (Mapping defaults : merged) {
                defaults.entries().forEach(entries::putIfAbsent);
                defaults.keys().forEach(keys::putIfAbsent);
            }
            return mapping ? new Mapping(position, entries, keys) : new Sequence(position, List.copyOf(items));
        }
    }
}

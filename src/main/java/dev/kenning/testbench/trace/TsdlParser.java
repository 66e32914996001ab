package dev.kenning.testbench.trace;

import dev.kenning.testbench.trace.FieldType.Counted;
import dev.kenning.testbench.trace.FieldType.Field;
import dev.kenning.testbench.trace.FieldType.Fixed;
import dev.kenning.testbench.trace.FieldType.Names;
import dev.kenning.testbench.trace.FieldType.Real;
import dev.kenning.testbench.trace.FieldType.Structure;
import dev.kenning.testbench.trace.FieldType.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the part of the Trace Stream Description Language (CTF 1.8) that Zephyr and Zephelin use.
 *
 * <p>Aliases of integers and floating-point numbers, structures, enumerations, trace, stream, event, clock and environment;
 * arrays of a constant length or of the length in an earlier field. All types are of whole bytes, little-endian, packed.
 */
final class TsdlParser {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s+|//[^\\n]*|/\\*.*?\\*/|(\"(?:[^\"\\\\]|\\\\.)*\"|:=|\\.\\.\\.|0[xX][0-9a-fA-F]+|-?\\d+|[A-Za-z_]\\w*|[-+{}\\[\\];:=.,<>])",
            Pattern.DOTALL);
    private static final int BITS = 8;
    private static final int LARGEST_ARRAY = 1 << 16;
    private static final int DEEPEST = 64;

    private record Token(String text, int line) {}

    private final String name;
    private final List<Token> tokens;
    private int next;
    private int depth;

    private final Map<String, FieldType> types = new HashMap<>();
    private final List<TraceMetadata.Stream> streams = new ArrayList<>();
    private final List<TraceMetadata.Event> events = new ArrayList<>();
    private Structure packetHeader = Structure.EMPTY;

    TsdlParser(String name, String text) {
        this.name = name;
        this.tokens = tokens(text);
    }

    private List<Token> tokens(String text) {
        List<Token> found = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        int line = 1;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new TsdlException(name + ":" + line + ": cannot read '" + text.charAt(at)
                        + "' of the metadata; it must be TSDL, the text form of CTF 1.8");
            }
            if (matcher.group(1) != null) {
                found.add(new Token(matcher.group(1), line));
            }
            line += (int) matcher.group().chars().filter(c -> c == '\n').count();
            at = matcher.end();
        }
        return found;
    }

    TraceMetadata parse() {
        while (next < tokens.size()) {
            declaration();
            skip(";");
        }
        if (streams.isEmpty()) {
            throw new TsdlException(name + ": the metadata has no stream, so that nobody knows how an event begins");
        }
        return new TraceMetadata(name, packetHeader, streams, events);
    }

    private void declaration() {
        String word = take();
        switch (word) {
            case "typealias" -> alias();
            case "struct" -> namedStructure();
            case "enum" -> namedEnumeration();
            case "trace" -> trace();
            case "stream" -> stream();
            case "event" -> event();
            case "env", "clock", "callsite" -> skipBraces();
            default ->
                throw error("'" + word + "' is not the beginning of a declaration; there are typealias, struct, enum,"
                        + " trace, stream, event, env and clock");
        }
    }

    private void alias() {
        FieldType type = type();
        expect(":=");
        types.put(typeName(), type);
    }

    /** The name of a type may be several words, as in C. */
    private String typeName() {
        StringBuilder words = new StringBuilder(take());
        while (peek().filter(token -> Character.isJavaIdentifierStart(token.charAt(0)))
                .isPresent()) {
            words.append(' ').append(take());
        }
        return words.toString();
    }

    private void namedStructure() {
        String structure = take();
        types.put("struct " + structure, structureBody());
    }

    private void namedEnumeration() {
        enumeration();
    }

    private FieldType type() {
        if (++depth > DEEPEST) {
            throw error("types are nested deeper than " + DEEPEST);
        }
        try {
            String word = take();
            return switch (word) {
                case "integer" -> whole(attributes());
                case "floating_point" -> real(attributes());
                case "struct" -> skips("{") ? structureAfterBrace() : known("struct " + take());
                case "enum" -> enumeration();
                case "string" ->
                    throw error("strings of unknown length are beyond this decoder: use arrays of characters");
                case "variant" -> throw error("variants are beyond this decoder");
                default -> {
                    next--;
                    yield longestKnown();
                }
            };
        } finally {
            depth--;
        }
    }

    /** Takes as many words as are the name of a type, such as {@code unsigned long}. */
    private FieldType longestKnown() {
        StringBuilder words = new StringBuilder();
        int end = next;
        int found = -1;
        @Nullable FieldType type = null;
        while (end < tokens.size()
                && Character.isJavaIdentifierStart(tokens.get(end).text().charAt(0))) {
            words.append(words.isEmpty() ? "" : " ").append(tokens.get(end).text());
            end++;
            FieldType known = types.get(words.toString());
            if (known != null) {
                found = end;
                type = known;
            }
        }
        if (type == null) {
            throw error("there is no type " + peek().orElse("at the end of the text"));
        }
        next = found;
        return type;
    }

    private FieldType known(String type) {
        FieldType known = types.get(type);
        if (known == null) {
            throw error("there is no type " + type);
        }
        return known;
    }

    private Map<String, String> attributes() {
        expect("{");
        Map<String, String> attributes = new HashMap<>();
        while (!skips("}")) {
            String key = dotted();
            expect("=");
            attributes.put(key, take());
            skip(";");
        }
        return attributes;
    }

    private Whole whole(Map<String, String> attributes) {
        int bits = (int) number(attributes.getOrDefault("size", "0"));
        if (bits <= 0 || bits > 64 || bits % BITS != 0) {
            throw error("an integer must have 8 to 64 bits, whole bytes, but has " + bits);
        }
        requireLittle(attributes);
        String signed = attributes.getOrDefault("signed", "false");
        String encoding = attributes.getOrDefault("encoding", "none");
        return new Whole(bits / BITS, signed.equals("true") || signed.equals("1"), !encoding.equals("none"));
    }

    private Real real(Map<String, String> attributes) {
        long bits = number(attributes.getOrDefault("exp_dig", "8")) + number(attributes.getOrDefault("mant_dig", "24"));
        if (bits != 32 && bits != 64) {
            throw error("a floating-point number must have 32 or 64 bits, but has " + bits);
        }
        requireLittle(attributes);
        return new Real((int) bits / BITS);
    }

    private void requireLittle(Map<String, String> attributes) {
        String order = attributes.getOrDefault("byte_order", "le");
        if (!order.equals("le") && !order.equals("native")) {
            throw error("the byte order must be le, but is " + order);
        }
    }

    private Structure structureBody() {
        expect("{");
        return structureAfterBrace();
    }

    private Structure structureAfterBrace() {
        List<Field> fields = new ArrayList<>();
        while (!skips("}")) {
            FieldType type = type();
            String field = take();
            fields.add(new Field(field, array(type, fields)));
            expect(";");
        }
        if (skips("align")) {
            throw error("aligned structures are beyond this decoder");
        }
        return new Structure(List.copyOf(fields));
    }

    private FieldType array(FieldType element, List<Field> before) {
        FieldType type = element;
        while (skips("[")) {
            String length = take();
            StringBuilder path = new StringBuilder(length);
            while (skips(".")) {
                path.append('.').append(take());
            }
            String last = path.substring(path.lastIndexOf(".") + 1);
            if (Character.isDigit(length.charAt(0))) {
                long count = number(length);
                if (count > LARGEST_ARRAY) {
                    throw error("an array of " + count + " is too long");
                }
                type = new Fixed(type, (int) count);
            } else if (before.stream().anyMatch(field -> field.name().equals(last))) {
                type = new Counted(type, last);
            } else {
                throw error("the length " + path + " is no earlier field of the structure");
            }
            expect("]");
        }
        return type;
    }

    private FieldType enumeration() {
        Optional<String> enumName = peek().filter(word -> Character.isJavaIdentifierStart(word.charAt(0)));
        enumName.ifPresent(word -> next++);
        if (enumName.isPresent()
                && peek().filter(word -> !word.equals(":") && !word.equals("{")).isPresent()) {
            return known("enum " + enumName.get());
        }
        FieldType base = skips(":") ? type() : types.get("int");
        if (!(base instanceof Whole whole)) {
            throw error("an enumeration must be of an integer type");
        }
        Names names = new Names(whole, names());
        enumName.ifPresent(word -> types.put("enum " + word, names));
        return names;
    }

    private Map<Long, String> names() {
        expect("{");
        Map<Long, String> names = new LinkedHashMap<>();
        long value = 0;
        while (!skips("}")) {
            String label = unquoted(take());
            if (skips("=")) {
                value = number(take());
                if (skips("...")) {
                    long unused = number(take());
                }
            }
            names.put(value++, label);
            skip(",");
        }
        return names;
    }

    private void trace() {
        expect("{");
        while (!skips("}")) {
            String key = dotted();
            if (skips(":=")) {
                Structure structure = structure(key);
                if (key.equals("packet.header")) {
                    packetHeader = structure;
                }
            } else {
                expect("=");
                String value = take();
                if (key.equals("byte_order") && !value.equals("le")) {
                    throw error("the byte order must be le, but is " + value);
                }
            }
            skip(";");
        }
    }

    private void stream() {
        long id = 0;
        Structure context = Structure.EMPTY;
        Structure header = Structure.EMPTY;
        expect("{");
        while (!skips("}")) {
            String key = dotted();
            if (skips(":=")) {
                Structure structure = structure(key);
                switch (key) {
                    case "packet.context" -> context = structure;
                    case "event.header" -> header = structure;
                    default -> throw error("a stream's " + key + " is beyond this decoder");
                }
            } else {
                expect("=");
                String value = take();
                id = key.equals("id") ? number(value) : id;
            }
            skip(";");
        }
        streams.add(new TraceMetadata.Stream(id, context, header));
    }

    private void event() {
        String eventName = "";
        long id = 0;
        long stream = 0;
        Structure fields = Structure.EMPTY;
        expect("{");
        while (!skips("}")) {
            String key = dotted();
            if (skips(":=")) {
                fields = structure(key);
            } else {
                expect("=");
                String value = take();
                switch (key) {
                    case "name" -> eventName = unquoted(value);
                    case "id" -> id = number(value);
                    case "stream_id" -> stream = number(value);
                    default -> {
                        // Log levels and addresses say nothing about bytes.
                    }
                }
            }
            skip(";");
        }
        if (eventName.isEmpty()) {
            throw error("an event has no name");
        }
        events.add(new TraceMetadata.Event(eventName, id, stream, fields));
    }

    private Structure structure(String key) {
        if (type() instanceof Structure structure) {
            return structure;
        }
        throw error(key + " must be a structure");
    }

    private String dotted() {
        StringBuilder words = new StringBuilder(take());
        while (skips(".")) {
            words.append('.').append(take());
        }
        return words.toString();
    }

    private void skipBraces() {
        if (peek().filter(token -> !token.equals("{")).isPresent()) {
            next++;
        }
        expect("{");
        for (int open = 1; open > 0; ) {
            String token = take();
            open += token.equals("{") ? 1 : token.equals("}") ? -1 : 0;
        }
    }

    private long number(String text) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            throw error("'" + text + "' is no number");
        }
    }

    private static String unquoted(String text) {
        return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }

    private Optional<String> peek() {
        return next < tokens.size() ? Optional.of(tokens.get(next).text()) : Optional.empty();
    }

    private String take() {
        if (next >= tokens.size()) {
            throw error("the text ends in the middle of a declaration");
        }
        return tokens.get(next++).text();
    }

    private boolean skips(String token) {
        boolean there = peek().filter(token::equals).isPresent();
        next += there ? 1 : 0;
        return there;
    }

    private void skip(String token) {
        boolean unused = skips(token);
    }

    private void expect(String token) {
        if (!skips(token)) {
            throw error("'" + token + "' must be here, but there is "
                    + peek().map(found -> "'" + found + "'").orElse("the end of the text"));
        }
    }

    private TsdlException error(String message) {
        int line = tokens.isEmpty()
                ? 1
                : tokens.get(Math.min(next, tokens.size() - 1)).line();
        return new TsdlException(name + ":" + line + ": " + message);
    }
}

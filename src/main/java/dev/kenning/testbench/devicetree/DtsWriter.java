package dev.kenning.testbench.devicetree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes devicetree source in the form of Zephyr's {@code zephyr.dts}: tabs, properties before children, cells in
 * hexadecimal, bytes in capitals.
 */
final class DtsWriter {

    private static final Map<Character, String> ESCAPES = Map.of(
            '"', "\\\"", '\\', "\\\\", '\u0007', "\\a", '\b', "\\b", '\t', "\\t", '\n', "\\n", '\u000b', "\\v", '\f',
            "\\f", '\r', "\\r");

    private DtsWriter() {}

    static String show(Devicetree tree) {
        StringBuilder text = new StringBuilder("/dts-v1/;\n\n");
        for (MemoryReservation reservation : tree.reservations()) {
            text.append(String.format(
                    Locale.ROOT, "/memreserve/ 0x%016x 0x%016x;\n", reservation.address(), reservation.size()));
        }
        text.append(tree.reservations().isEmpty() ? "" : "\n");
        write(tree.root(), "", "", text);
        // A label may not stand before '/'.
        tree.root().labels().forEach(label -> text.append("\n").append(label).append(": &{/} {\n};\n"));
        return text.toString();
    }

    static String show(Property property) {
        String value = property.values().isEmpty() ? "" : " = " + show(property.values());
        return labels(property.labels()) + property.name() + value + ";";
    }

    static String show(List<Value> values) {
        return values.stream().map(DtsWriter::show).collect(Collectors.joining(", "));
    }

    private static void write(Node node, String labels, String indent, StringBuilder into) {
        into.append(indent).append(labels).append(node.name()).append(" {\n");
        node.properties()
                .forEach(property ->
                        into.append(indent).append('\t').append(show(property)).append('\n'));
        node.children().forEach(child -> write(child, labels(child.labels()), indent + "\t", into));
        into.append(indent).append("};\n");
    }

    private static String labels(List<String> labels) {
        return labels.stream().map(label -> label + ": ").collect(Collectors.joining());
    }

    private static String show(Value value) {
        if (value instanceof Value.Cells cells) {
            String bits = cells.bits() == Integer.SIZE ? "" : "/bits/ " + cells.bits() + " ";
            return bits
                    + cells.cells().stream().map(cell -> show(cell) + " ").collect(Collectors.joining("", "< ", ">"));
        }
        if (value instanceof Value.Text text) {
            return '"' + escaped(text.content()) + '"';
        }
        if (value instanceof Value.ByteString string) {
            return string.content().isEmpty()
                    ? "[ ]"
                    : "[ " + string.content().toString().toUpperCase(Locale.ROOT) + " ]";
        }
        return ((Value.Path) value).target().toString();
    }

    private static String show(Cell cell) {
        return cell instanceof Cell.Phandle phandle
                ? phandle.target().toString()
                : "0x" + Long.toHexString(((Cell.Literal) cell).value());
    }

    private static String escaped(Bytes content) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            // Not UTF-8: every byte is a character of its own, and those beyond ASCII are escaped.
            text = new String(content.toByteArray(), StandardCharsets.ISO_8859_1);
            return escaped(text, 0x7F);
        }
        return escaped(text, Character.MAX_VALUE);
    }

    private static String escaped(String text, int lastPlain) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String known = ESCAPES.get(c);
            if (known != null) {
                escaped.append(known);
            } else if (c < ' ' || c == 0x7F || c > lastPlain) {
                escaped.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}

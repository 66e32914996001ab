package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.Place;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Turns devicetree source into statements, which a {@link Draft} then carries out one after the other. */
final class SourceParser {

    private static final Pattern LABEL_DEFINITION = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*):");
    private static final Pattern LABEL = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern NAME = Pattern.compile("\\\\?([A-Za-z0-9,._+*#?@-]+)");
    private static final Pattern PATH = Pattern.compile("\\{(/[A-Za-z0-9,._+*#?@/-]*)\\}");
    private static final Pattern BYTE = Pattern.compile("([0-9A-Fa-f]{2})");
    private static final int DEEPEST = 100;

    private static final Map<String, String> REFUSED = Map.of(
            "/include/",
            "'/include/' is not followed: give the flattened zephyr.dts of the build folder",
            "/incbin/",
            "'/incbin/' is not supported: write the bytes out as [ 00 11 ]");

    private final Scanner scanner;
    private final ExpressionParser expressions;
    private int depth;

    private SourceParser(Scanner scanner) {
        this.scanner = scanner;
        this.expressions = new ExpressionParser(scanner);
    }

    static Overlay parse(String file, String text) {
        Scanner scanner = new Scanner(file, text);
        return new SourceParser(scanner).overlay();
    }

    private Overlay overlay() {
        Place start = scanner.position();
        boolean versioned = scanner.at("/dts-v1/");
        Optional<Place> plugin = Optional.empty();
        List<Statement> statements = new ArrayList<>();
        while (!scanner.atEnd()) {
            Place position = scanner.position();
            if (scanner.accept("/dts-v1/")) {
                scanner.expect(";", "after '/dts-v1/'");
            } else if (scanner.accept("/plugin/")) {
                scanner.expect(";", "after '/plugin/'");
                plugin = Optional.of(position);
            } else {
                statements.add(statement());
            }
        }
        return new Overlay(statements, start, versioned, plugin, scanner.position());
    }

    private Statement statement() {
        refuseUnsupported();
        Set<String> labels = labels();
        Place position = scanner.position();
        if (scanner.accept("/memreserve/")) {
            MemoryReservation reservation = new MemoryReservation(expressions.primary(), expressions.primary());
            scanner.expect(";", "after the memory reservation");
            return new Statement.Reserve(reservation);
        }
        if (scanner.accept("/delete-node/")) {
            Reference target = reference();
            scanner.expect(";", "after '/delete-node/ " + target + "'");
            return new Statement.DeleteNode(target);
        }
        if (scanner.accept("/omit-if-no-ref/")) {
            Reference target = reference();
            scanner.expect(";", "after '/omit-if-no-ref/ " + target + "'");
            return new Statement.OmitIfUnreferenced(target);
        }
        Reference target;
        if (scanner.at("&")) {
            target = reference();
        } else if (scanner.accept("/")) {
            target = new Reference("/", position);
        } else {
            throw scanner.expected("'/ {', '&label {' or a directive such as '/delete-node/'");
        }
        return new Statement.Extend(target, labels, body(target.target().equals("/") ? "/" : target.toString()));
    }

    private List<BodyItem> body(String node) {
        if (++depth > DEEPEST) {
            throw new DevicetreeException(scanner.position(), "nodes are nested deeper than " + DEEPEST + " levels");
        }
        scanner.expect("{", "after '" + node + "'");
        Map<String, Place> children = new TreeMap<>();
        List<BodyItem> items = new ArrayList<>();
        while (!scanner.accept("}")) {
            items.add(item(children));
        }
        scanner.expect(";", "after the '}' that ends '" + node + "'");
        depth--;
        return items;
    }

    private BodyItem item(Map<String, Place> children) {
        refuseUnsupported();
        if (scanner.accept("/delete-node/")) {
            String name = name("the name of a node");
            scanner.expect(";", "after '/delete-node/ " + name + "'");
            children.remove(name);
            return new BodyItem.DeleteChild(name);
        }
        if (scanner.accept("/delete-property/")) {
            String name = name("the name of a property");
            scanner.expect(";", "after '/delete-property/ " + name + "'");
            return new BodyItem.DeleteProperty(name);
        }
        boolean omit = scanner.accept("/omit-if-no-ref/");
        Set<String> labels = labels();
        Place position = scanner.position();
        String name = name("a property, a node or '}'");
        if (scanner.at("{")) {
            Place first = children.putIfAbsent(name, position);
            if (first != null) {
                throw new DevicetreeException(
                        position, "node '" + name + "' is already in this block, at " + first + ": merge the two");
            }
            return new BodyItem.Child(name, labels, omit, body(name), position);
        }
        if (omit) {
            throw scanner.expected("'{' after '" + name + "', because '/omit-if-no-ref/' is for nodes");
        }
        return new BodyItem.SetProperty(assignment(name, labels, position));
    }

    private Assignment assignment(String name, Set<String> labels, Place position) {
        List<Value> values = new ArrayList<>();
        if (scanner.accept("=")) {
            do {
                labels.addAll(labels());
                values.add(value(name, labels));
                labels.addAll(labels());
            } while (scanner.accept(","));
            scanner.expect(";", "after the value of '" + name + "'");
        } else if (!scanner.accept(";")) {
            throw scanner.expected("'=', ';' or '{' after '" + name + "'");
        }
        return new Assignment(name, labels, values, position, Optional.empty());
    }

    private Value value(String property, Set<String> labels) {
        refuseUnsupported();
        if (scanner.at("\"")) {
            return new Value.Text(scanner.quoted('"', "string"));
        }
        if (scanner.accept("/bits/")) {
            int bits = bits();
            scanner.expect("<", "after '/bits/ " + bits + "'");
            return new Value.Cells(bits, cells(property, bits, labels));
        }
        if (scanner.accept("<")) {
            return new Value.Cells(Integer.SIZE, cells(property, Integer.SIZE, labels));
        }
        if (scanner.accept("[")) {
            return new Value.ByteString(byteString(property, labels));
        }
        if (scanner.at("&")) {
            return new Value.Path(reference());
        }
        throw scanner.expected("a value of '" + property + "': \"text\", <cells>, [bytes] or &label");
    }

    private int bits() {
        Place position = scanner.position();
        long bits = expressions.primary();
        if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
            throw new DevicetreeException(
                    position, "expected 8, 16, 32 or 64 after '/bits/', found " + Long.toUnsignedString(bits));
        }
        return (int) bits;
    }

    private List<Cell> cells(String property, int bits, Set<String> labels) {
        List<Cell> cells = new ArrayList<>();
        while (!scanner.accept(">")) {
            Optional<String> label = scanner.accept(LABEL_DEFINITION);
            if (label.isPresent()) {
                labels.add(label.get());
            } else if (scanner.at("&")) {
                cells.add(new Cell.Phandle(reference(bits)));
            } else if (scanner.at("<") || scanner.at(";") || scanner.at("{") || scanner.at("}") || scanner.atEnd()) {
                throw scanner.expected("a cell or '>' in the value of '" + property + "'");
            } else {
                cells.add(number(bits));
            }
        }
        return cells;
    }

    private Reference reference(int bits) {
        Reference reference = reference();
        if (bits != Integer.SIZE) {
            throw new DevicetreeException(
                    reference.position(), reference + " needs an array of 32-bit cells, not of /bits/ " + bits);
        }
        return reference;
    }

    private Cell number(int bits) {
        Place position = scanner.position();
        long value = expressions.primary();
        if (bits < Long.SIZE) {
            // As in dtc, a negative number may be as wide as its sign goes.
            long beyond = value >> bits;
            boolean negative = beyond == -1;
            if (beyond != 0 && !negative) {
                throw new DevicetreeException(
                        position, "0x" + Long.toHexString(value) + " does not fit into a cell of " + bits + " bits");
            }
            value &= (1L << bits) - 1;
        }
        return new Cell.Literal(value);
    }

    private Bytes byteString(String property, Set<String> labels) {
        StringBuilder digits = new StringBuilder();
        while (!scanner.accept("]")) {
            Optional<String> label = scanner.accept(LABEL_DEFINITION);
            if (label.isPresent()) {
                labels.add(label.get());
            } else {
                digits.append(scanner.accept(BYTE)
                        .orElseThrow(() ->
                                scanner.expected("two hexadecimal digits or ']' in the value of '" + property + "'")));
            }
        }
        return Bytes.of(HexFormat.of().parseHex(digits));
    }

    private Reference reference() {
        Place position = scanner.position();
        if (!scanner.accept("&")) {
            throw scanner.expected("'&label' or '&{/path}'");
        }
        Optional<String> target = scanner.at("{") ? scanner.accept(PATH) : scanner.accept(LABEL);
        return new Reference(target.orElseThrow(() -> scanner.expected("a label or '{/path}' after '&'")), position);
    }

    private String name(String what) {
        return scanner.accept(NAME).orElseThrow(() -> scanner.expected(what));
    }

    private Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        for (Optional<String> label = scanner.accept(LABEL_DEFINITION);
                label.isPresent();
                label = scanner.accept(LABEL_DEFINITION)) {
            labels.add(label.get());
        }
        return labels;
    }

    private void refuseUnsupported() {
        REFUSED.forEach((directive, reason) -> {
            if (scanner.at(directive)) {
                throw new DevicetreeException(scanner.position(), reason);
            }
        });
    }
}

package dev.kenning.testbench.devicetree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Writes devicetree source by chance, with every form of the language that dtc and Zephyr agree on. */
final class RandomDevicetree {

    private static final String[] OPERATORS = {
        "+", "-", "*", "/", "%", "<<", ">>", "<", ">", "<=", ">=", "==", "!=", "&", "|", "^", "&&", "||"
    };
    private static final String[] BLANKS = {" ", "\n", "\t", " /* a * b */ ", " // c\n", "\n# 7 \"other.dts\" 2\n", "  "
    };
    private static final String[] TEXTS = {
        "okay",
        "a,b",
        "",
        "\\\"",
        "\\\\",
        "\\n\\t\\a\\b\\v\\f\\r",
        "\\x41",
        "\\x7",
        "\\101",
        "\\0",
        "\\377",
        "é",
        "/* no */",
        "\\q"
    };
    private static final String[] CHARACTERS = {"'a'", "'\\n'", "'\\''", "'\"'", "'\\x41'", "'\\0'"};
    private static final int NODES = 12;

    private final Random random;
    private final List<String> labels = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final Set<Integer> phandles = new HashSet<>();
    private int names;

    RandomDevicetree(Random random) {
        this.random = random;
    }

    /** Returns the source: reservations, a root, and blocks that change it. */
    String next() {
        StringBuilder source = new StringBuilder("/dts-v1/;" + blank());
        for (int i = random.nextInt(3); i > 0; i--) {
            source.append("/memreserve/")
                    .append(blank())
                    .append(number())
                    .append(' ')
                    .append(literal())
                    .append(";\n");
        }
        // Which nodes there are is known before any value is written, so that references may look ahead.
        Plan root = plan("/", 0);
        collect(root, "");
        write(root, "/", source);
        for (int i = random.nextInt(4); i > 0; i--) {
            String target = labels.get(random.nextInt(labels.size()));
            source.append("&").append(target).append(blank()).append("{\n");
            properties(source);
            source.append("/delete-property/ p").append(random.nextInt(9)).append(";\n");
            source.append("};\n");
        }
        return source.toString();
    }

    private record Plan(String name, String label, boolean omit, List<Plan> children) {}

    private Plan plan(String name, int depth) {
        List<Plan> children = new ArrayList<>();
        for (int i = depth == 0 ? 3 : random.nextInt(depth > 3 ? 1 : 4); i > 0 && names < NODES; i--) {
            String address = random.nextBoolean() ? "@" + Integer.toHexString(random.nextInt(4096)) : "";
            children.add(plan("n,o.d_e+-" + names++ + address, depth + 1));
        }
        String label = "label_" + names++;
        return new Plan(name, label, depth > 0 && random.nextInt(6) == 0, children);
    }

    private void collect(Plan node, String path) {
        labels.add(node.label());
        paths.add(path.isEmpty() ? "/" : path);
        node.children().forEach(child -> collect(child, path + "/" + child.name()));
    }

    private void write(Plan node, String title, StringBuilder into) {
        into.append(title).append(blank()).append("{").append(blank());
        properties(into);
        if (random.nextInt(5) == 0) {
            int phandle = 1 + random.nextInt(40);
            if (phandles.add(phandle)) {
                into.append("phandle = <").append(phandle).append(">;\n");
            }
        }
        for (Plan child : node.children()) {
            String omit = child.omit() ? "/omit-if-no-ref/" + blank() : "";
            write(child, omit + child.label() + ":" + blank() + child.name(), into);
        }
        into.append("}").append(blank()).append(";\n");
        if (title.equals("/")) {
            into.append("/ { ").append(" };\n").append(node.label()).append(": &{/} { };\n");
        }
    }

    private void properties(StringBuilder into) {
        int first = random.nextInt(6);
        for (int i = first; i < first + random.nextInt(5); i++) {
            into.append(random.nextInt(5) == 0 ? "v" + names++ + ": " : "")
                    .append("p")
                    .append(i);
            int values = random.nextInt(4);
            for (int j = 0; j < values; j++) {
                into.append(j == 0 ? " = " : ", ")
                        .append(blank())
                        .append(value())
                        .append(blank());
            }
            into.append(";\n");
        }
    }

    private String value() {
        StringBuilder value = new StringBuilder();
        switch (random.nextInt(6)) {
            case 0 ->
                value.append('"').append(TEXTS[random.nextInt(TEXTS.length)]).append('"');
            case 1 -> {
                value.append("[");
                for (int i = random.nextInt(5); i > 0; i--) {
                    value.append(random.nextBoolean() ? " " : "").append(String.format("%02x", random.nextInt(256)));
                }
                value.append("]");
            }
            case 2 -> {
                int bits = 8 << random.nextInt(4);
                value.append("/bits/ ").append(bits).append(" <");
                for (int i = random.nextInt(4); i > 0; i--) {
                    value.append(bounded(bits)).append(blank());
                }
                value.append(">");
            }
            case 3 -> value.append(reference());
            default -> {
                value.append("<");
                for (int i = random.nextInt(5); i > 0; i--) {
                    value.append(random.nextInt(3) == 0 ? reference() : bounded(32))
                            .append(blank());
                }
                value.append(">");
            }
        }
        return value.toString();
    }

    private String reference() {
        int index = random.nextInt(labels.size());
        return random.nextBoolean() ? "&" + labels.get(index) : "&{" + paths.get(index) + "}";
    }

    private String bounded(int bits) {
        return bits == 64 ? number() : "((" + number() + ") & 0x" + "f".repeat(bits / 4) + ")";
    }

    private String number() {
        return random.nextInt(3) == 0 ? "(" + expression(0) + ")" : literal();
    }

    private String literal() {
        return switch (random.nextInt(5)) {
            case 0 -> CHARACTERS[random.nextInt(CHARACTERS.length)];
            case 1 -> "0" + Integer.toOctalString(random.nextInt(512));
            case 2 -> "0X" + Long.toHexString(random.nextLong()).toUpperCase(Locale.ROOT) + "ULL";
            case 3 -> "0x" + Integer.toHexString(random.nextInt());
            default -> random.nextInt(1000) + (random.nextBoolean() ? "" : "U");
        };
    }

    private String expression(int depth) {
        if (depth > 3) {
            return literal();
        }
        return switch (random.nextInt(6)) {
            case 0 -> new String[] {"-", "~", "!"}[random.nextInt(3)] + blank() + "(" + expression(depth + 1) + ")";
            case 1 -> expression(depth + 1) + " ? " + expression(depth + 1) + " : " + expression(depth + 1);
            case 2 -> "(" + expression(depth + 1) + ")";
            case 3 -> literal();
            default -> {
                String operator = OPERATORS[random.nextInt(OPERATORS.length)];
                boolean divides = operator.equals("/") || operator.equals("%");
                yield expression(depth + 1) + blank() + operator + " "
                        + (divides ? "((" + expression(depth + 1) + ") | 1)" : expression(depth + 1));
            }
        };
    }

    private String blank() {
        return BLANKS[random.nextInt(3) == 0 ? random.nextInt(BLANKS.length) : 0];
    }
}

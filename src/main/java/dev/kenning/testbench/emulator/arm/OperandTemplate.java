package dev.kenning.testbench.emulator.arm;

import java.util.ArrayList;
import java.util.List;

/** How the operands of a row are written, and what number the row's semantic method gets as its immediate. */
final class OperandTemplate {

    private sealed interface Part permits Text, Hole {}

    private record Text(String text) implements Part {}

    private record Hole(Operand operand) implements Part {}

    private final String source;
    private final List<Part> parts;

    private OperandTemplate(String source, List<Part> parts) {
        this.source = source;
        this.parts = parts;
    }

    /** Parses text in which {@code <name>} stands for an {@link Operand}. */
    static OperandTemplate parse(String source) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < source.length()) {
            int open = source.indexOf('<', at);
            if (open != at) {
                int end = open < 0 ? source.length() : open;
                parts.add(new Text(source.substring(at, end)));
                at = end;
                continue;
            }
            int close = source.indexOf('>', open);
            parts.add(new Hole(Operand.named(source.substring(open + 1, close))));
            at = close + 1;
        }
        return new OperandTemplate(source, parts);
    }

    boolean names(String operand) {
        return source.contains("<" + operand + ">");
    }

    String write(Encoding encoding) {
        StringBuilder result = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Hole hole) {
                result.append(hole.operand().text(encoding));
            } else if (part instanceof Text text) {
                result.append(text.text());
            }
        }
        return result.toString();
    }

    /** Returns the immediate of the row: that of its one operand which has one, else 0. */
    int immediate(Encoding encoding) {
        int result = 0;
        for (Part part : parts) {
            if (part instanceof Hole hole) {
                result |= hole.operand().immediate(encoding);
            }
        }
        return result;
    }
}

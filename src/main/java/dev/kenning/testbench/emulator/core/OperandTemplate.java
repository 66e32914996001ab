package dev.kenning.testbench.emulator.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How the operands of a row are written, and what number the row's semantic method gets as its immediate.
 *
 * @param <E> an instruction word seen through its row
 */
public final class OperandTemplate<E> {

    private sealed interface Part<E> permits Text, Hole {}

    private record Text<E>(String text) implements Part<E> {}

    private record Hole<E>(OperandKind<E> operand) implements Part<E> {}

    private final String source;
    private final List<Part<E>> parts;

    private OperandTemplate(String source, List<Part<E>> parts) {
        this.source = source;
        this.parts = parts;
    }

    /** Parses text in which {@code <name>} stands for an operand. */
    public static <E> OperandTemplate<E> parse(String source, Function<String, ? extends OperandKind<E>> operands) {
        List<Part<E>> parts = new ArrayList<>();
        int at = 0;
        while (at < source.length()) {
            int open = source.indexOf('<', at);
            if (open != at) {
                int end = open < 0 ? source.length() : open;
                parts.add(new Text<>(source.substring(at, end)));
                at = end;
                continue;
            }
            int close = source.indexOf('>', open);
            parts.add(new Hole<>(operands.apply(source.substring(open + 1, close))));
            at = close + 1;
        }
        return new OperandTemplate<>(source, parts);
    }

    /** Returns whether an operand of that name is among them. */
    public boolean names(String operand) {
        return source.contains("<" + operand + ">");
    }

    /** Returns the operands of an instruction as text. */
    public String write(E encoding) {
        StringBuilder result = new StringBuilder();
        for (Part<E> part : parts) {
            if (part instanceof Hole<E> hole) {
                result.append(hole.operand().text(encoding));
            } else if (part instanceof Text<E> text) {
                result.append(text.text());
            }
        }
        return result.toString();
    }

    /** Returns the immediate of the row: that of its one operand which has one, else 0. */
    public int immediate(E encoding) {
        int result = 0;
        for (Part<E> part : parts) {
            if (part instanceof Hole<E> hole) {
                result |= hole.operand().immediate(encoding);
            }
        }
        return result;
    }

    /** Returns the text that was parsed. */
    @Override
    public String toString() {
        return source;
    }
}

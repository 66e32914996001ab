package dev.kenning.testbench.platform.generator;

import java.util.ArrayList;
import java.util.List;

/** Collects the lines of one component of the description that is being made. */
final class Block {

    private static final String INDENT = "    ";

    private final String name;
    private final String heading;
    private final List<String> lines = new ArrayList<>();

    Block(String name, String type, String registration) {
        this.name = name;
        this.heading = name + ": " + type + " @ " + registration;
    }

    String name() {
        return name;
    }

    Block with(String line) {
        lines.add(line);
        return this;
    }

    Block with(List<String> more) {
        lines.addAll(more);
        return this;
    }

    String text() {
        StringBuilder text = new StringBuilder(heading).append('\n');
        lines.forEach(line -> text.append(INDENT).append(line).append('\n'));
        return text.append('\n').toString();
    }

    static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }
}

package dev.kenning.testbench.platform.monitor;

import dev.kenning.testbench.text.Position;
import java.util.List;
import java.util.Locale;

/** One word of a monitor statement behind the first. */
public sealed interface Argument {

    /** Returns where it stands. */
    Position position();

    /** Returns what it says without quotes, as {@code echo} prints it; a number as it was written. */
    String text();

    /** A bare word: a member, an enumeration's value, a device; {@code dev[0]} has an index. */
    record Word(String text, List<Argument> indices, Position position) implements Argument {

        /** Copies the indices. */
        public Word {
            indices = List.copyOf(indices);
        }
    }

    /** A string in {@code "..."}, {@code '...'} or {@code """..."""}. */
    record Text(String text, Position position) implements Argument {}

    /** A path as it stands behind the {@code @}, its blanks unescaped. */
    record FilePath(String path, Position position) implements Argument {

        @Override
        public String text() {
            return path;
        }
    }

    /** An integer of 64 bits; {@code digits} is how it was written. */
    record Whole(long value, String digits, Position position) implements Argument {

        @Override
        public String text() {
            return digits;
        }
    }

    /** A number with a fraction; {@code digits} is how it was written. */
    record Fraction(double value, String digits, Position position) implements Argument {

        @Override
        public String text() {
            return digits;
        }
    }

    /**
     * A stretch of addresses, written {@code <first, last>} or {@code <first size>}.
     *
     * @param begin unsigned
     * @param size in bytes; 0 stands for all 2^64
     */
    record AddressRange(long begin, long size, Position position) implements Argument {

        @Override
        public String text() {
            return String.format(Locale.ROOT, "<0x%X, 0x%X>", begin, begin + size - 1);
        }
    }

    /** {@code true} or {@code false}. */
    record Truth(boolean value, Position position) implements Argument {

        @Override
        public String text() {
            return value ? "True" : "False";
        }
    }

    /** {@code null}. */
    record Nothing(Position position) implements Argument {

        @Override
        public String text() {
            return "null";
        }
    }

    /** A list, as Renode has it since 1.16.1. */
    record Items(List<Argument> items, Position position) implements Argument {

        /** Copies the items. */
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String text() {
            return "[" + String.join(", ", items.stream().map(Argument::text).toList()) + "]";
        }
    }

    /** {@code name=value}. */
    record Named(String name, Argument value, Position position) implements Argument {

        @Override
        public String text() {
            return name + "=" + value.text();
        }
    }

    /** {@code $name}, or a path that starts with it: {@code $ORIGIN/board.repl}. Never part of a {@link MonitorCall}. */
    record Variable(String name, String rest, Position position) implements Argument {

        @Override
        public String text() {
            return "$" + name + rest;
        }
    }

    /** A statement between backticks whose output stands in its place. Never part of a {@link MonitorCall}. */
    record Substitution(List<MonitorStatement> statements, Position position) implements Argument {

        /** Copies the statements. */
        public Substitution {
            statements = List.copyOf(statements);
        }

        @Override
        public String text() {
            return "`...`";
        }
    }
}

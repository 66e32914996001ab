package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Position;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** One attribute of an entry or of an inline object. */
public sealed interface Attribute {

    /** Returns where the attribute starts. */
    Position position();

    /** Sets a constructor parameter (first letter in lower case) or a property. */
    record Property(String name, Value value, Position position) implements Attribute {

        /** Says whether it is a constructor parameter, which only the entry that creates the component may change. */
        public boolean isConstructorArgument() {
            return !Character.isUpperCase(name.charAt(0));
        }
    }

    /**
     * Connects outputs to inputs of other components, element by element.
     *
     * @param sources empty for the default output
     * @param destinations empty for {@code -> none}; more than one where every output drives several inputs
     */
    record Interrupts(List<End> sources, List<Destination> destinations, Position position) implements Attribute {

        /** Copies the lists. */
        public Interrupts {
            sources = List.copyOf(sources);
            destinations = List.copyOf(destinations);
        }
    }

    /** One side of a connection, or a part of it. */
    sealed interface End {

        /** Returns where it stands. */
        Position position();

        /** Returns how many lines it is. */
        int count();

        /** An output with a name. */
        record Named(String name, Position position) implements End {

            @Override
            public int count() {
                return 1;
            }
        }

        /** A number, or a range of numbers that may run downwards. */
        record Pins(int first, int last, Position position) implements End {

            @Override
            public int count() {
                return Math.abs(last - first) + 1;
            }

            /** Returns every number, in order. */
            public IntStream numbers() {
                int step = Integer.signum(last - first);
                return IntStream.iterate(first, number -> number + step).limit(count());
            }
        }
    }

    /**
     * Where connections go.
     *
     * @param localReceiver the number after {@code #}, such as the core of a per-core interrupt controller
     */
    record Destination(Value.Reference receiver, OptionalInt localReceiver, List<End.Pins> inputs) {

        /** Copies the inputs. */
        public Destination {
            inputs = List.copyOf(inputs);
        }

        /** Returns how many inputs it is. */
        public int count() {
            return inputs.stream().mapToInt(End.Pins::count).sum();
        }
    }

    /** A section of monitor statements; {@code add} appends to an inherited section of its kind. */
    record Script(Kind kind, boolean add, List<Statement> statements, Position position) implements Attribute {

        /** Copies the statements. */
        public Script {
            statements = List.copyOf(statements);
        }

        /** Says when the statements run. */
        public enum Kind {
            /** Before anything of the description is created; verbatim. */
            PREINIT("preinit", PlatformError.MORE_THAN_ONE_PREINIT),
            /** After everything is registered; each statement follows the component's name. */
            INIT("init", PlatformError.MORE_THAN_ONE_INIT),
            /** On every reset of the machine. */
            RESET("reset", PlatformError.MORE_THAN_ONE_RESET);

            private final String keyword;
            private final PlatformError repeated;

            Kind(String keyword, PlatformError repeated) {
                this.keyword = keyword;
                this.repeated = repeated;
            }

            /** Returns the word that starts such a section. */
            public String keyword() {
                return keyword;
            }

            PlatformError repeated() {
                return repeated;
            }
        }
    }
}

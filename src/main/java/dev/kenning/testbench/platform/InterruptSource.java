package dev.kenning.testbench.platform;

/** Names the output of a component that a connection starts at. */
public sealed interface InterruptSource {

    /** The only output of the component, or the one that its model calls the default. */
    record Default() implements InterruptSource {

        @Override
        public String toString() {
            return "the default output";
        }
    }

    /** An output with a name, such as {@code IRQ}. */
    record Named(String name) implements InterruptSource {

        @Override
        public String toString() {
            return name;
        }
    }

    /** An output with a number. */
    record Numbered(int number) implements InterruptSource {

        @Override
        public String toString() {
            return Integer.toString(number);
        }
    }
}

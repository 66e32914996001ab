package dev.kenning.testbench.devicetree;

/** One element of an array in angle brackets. */
public sealed interface Cell {

    /**
     * A number, with every expression computed.
     *
     * @param value unsigned, cut to the width of the array's elements
     */
    record Literal(long value) implements Cell {}

    /** Stands for the phandle of another node. */
    record Phandle(Reference target) implements Cell {}
}

package dev.kenning.testbench.profile;

/** Tells what a bench can say of the instructions that were executed. */
public enum Counting {
    /** Two equal runs give equal counts, and nothing runs between two looks. */
    EXACT,
    /** The machine runs on between two looks, so counts hold a little more than what was measured. */
    APPROXIMATE,
    /** Nothing counts: a real board. */
    NONE
}

package dev.kenning.testbench.report;

/** An image of numbers. */
interface Chart {

    /** Draws it. */
    Svg draw();

    /** Says in a sentence or two what it shows, for who cannot see it. */
    String description();
}

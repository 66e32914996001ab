/** Keeps the state of a graph of objects, and brings it back. */
@NullMarked
package dev.kenning.testbench.state;

import org.jspecify.annotations.NullMarked;

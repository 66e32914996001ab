/** Gathers measurements under Kenning's key names. */
@NullMarked
package dev.kenning.testbench.metrics;

import org.jspecify.annotations.NullMarked;

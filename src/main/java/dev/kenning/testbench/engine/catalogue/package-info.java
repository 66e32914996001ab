/** The engines by name: the one place that lists them. */
@NullMarked
package dev.kenning.testbench.engine.catalogue;

import org.jspecify.annotations.NullMarked;

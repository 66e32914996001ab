/** Runs a board in Renode, or the embedded engine, in a container, through Testcontainers. */
@NullMarked
package dev.kenning.testbench.engine.container;

import org.jspecify.annotations.NullMarked;

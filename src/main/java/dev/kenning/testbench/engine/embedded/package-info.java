/** Runs a board in this JVM: deterministic, with exact instruction counts. */
@NullMarked
package dev.kenning.testbench.engine.embedded;

import org.jspecify.annotations.NullMarked;

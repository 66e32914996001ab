/** Disturbs on purpose what a test speaks with: deterministic, seeded, and told afterwards. */
@NullMarked
package dev.kenning.testbench.fault;

import org.jspecify.annotations.NullMarked;

/** The {@code testbench} command. */
@NullMarked
package dev.kenning.testbench.cli;

import org.jspecify.annotations.NullMarked;

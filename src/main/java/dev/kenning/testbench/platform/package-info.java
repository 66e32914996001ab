/** Reads and writes Renode's platform descriptions ({@code .repl}) and monitor scripts ({@code .resc}). */
@NullMarked
package dev.kenning.testbench.platform;

import org.jspecify.annotations.NullMarked;

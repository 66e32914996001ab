/** Runs what a scenario names on a bench: sessions, samples, demo programs, and what came of it. */
@NullMarked
package dev.kenning.testbench.scenario.run;

import org.jspecify.annotations.NullMarked;

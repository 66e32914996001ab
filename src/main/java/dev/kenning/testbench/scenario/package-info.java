/** Turns a Kenning scenario file into a run: datasets, model artefacts, firmware, verdict. */
@NullMarked
package dev.kenning.testbench.scenario;

import org.jspecify.annotations.NullMarked;

/** Makes platform descriptions from devicetrees. */
@NullMarked
package dev.kenning.testbench.platform.generator;

import org.jspecify.annotations.NullMarked;

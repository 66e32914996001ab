/** Reads Kenning scenario files: their blocks, classes and parameters, of today and of before. */
@NullMarked
package dev.kenning.testbench.scenario.file;

import org.jspecify.annotations.NullMarked;

/** Reads compiled models as far as their files tell of operators, shapes and work. */
@NullMarked
package dev.kenning.testbench.model;

import org.jspecify.annotations.NullMarked;

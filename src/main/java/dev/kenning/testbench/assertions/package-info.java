/** Asserts on inference outputs, statistics and costs, in AssertJ's manner. */
@NullMarked
package dev.kenning.testbench.assertions;

import org.jspecify.annotations.NullMarked;

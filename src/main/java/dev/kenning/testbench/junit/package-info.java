/** Extends JUnit 5: powers a board for a test class and injects what the test needs. */
@NullMarked
package dev.kenning.testbench.junit;

import org.jspecify.annotations.NullMarked;

/** Texts that people write: places in them, tables and documents made of them, and the words they probably meant. */
@NullMarked
package dev.kenning.testbench.text;

import org.jspecify.annotations.NullMarked;

/** Counts what a program did: instructions by mnemonic and their differences between two points. */
@NullMarked
package dev.kenning.testbench.profile;

import org.jspecify.annotations.NullMarked;

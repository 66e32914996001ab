/** ELF files: segments, sections and symbols. */
@NullMarked
package dev.kenning.testbench.elf;

import org.jspecify.annotations.NullMarked;

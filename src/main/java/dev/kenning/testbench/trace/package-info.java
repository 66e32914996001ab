/** Decodes what firmware tells of itself in the Common Trace Format, and writes it in Trace Event Format. */
@NullMarked
package dev.kenning.testbench.trace;

import org.jspecify.annotations.NullMarked;

/** The acceptance list of Kenning's systems, AT-01 to AT-32, as tests; {@code docs/acceptance.md} tells of each. */
@NullMarked
package dev.kenning.testbench.acceptance;

import org.jspecify.annotations.NullMarked;

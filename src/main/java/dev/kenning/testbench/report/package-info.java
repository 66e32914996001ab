/** Makes reports of measurements: Markdown with SVG images as Kenning has it, and one HTML file. */
@NullMarked
package dev.kenning.testbench.report;

import org.jspecify.annotations.NullMarked;

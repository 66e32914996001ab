package dev.kenning.testbench.report;

import java.util.List;

/**
 * Whether a run passed.
 *
 * @param passed whether it did
 * @param reasons what was missed, or what was held; empty if nobody says
 */
record Verdict(boolean passed, List<String> reasons) {}

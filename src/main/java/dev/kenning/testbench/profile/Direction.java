package dev.kenning.testbench.profile;

/** Says which way an access goes, as a core sees it. */
public enum Direction {
    READ,
    WRITE
}

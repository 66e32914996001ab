package dev.kenning.testbench.cli;

/** The exit statuses of the command. */
final class ExitStatus {

    static final int DONE = 0;
    static final int EXPECTATIONS_MISSED = 1;
    static final int BAD_INPUT = 2;
    static final int FAILED = 3;

    private ExitStatus() {}
}

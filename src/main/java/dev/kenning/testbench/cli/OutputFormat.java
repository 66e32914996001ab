package dev.kenning.testbench.cli;

/** How {@code testbench run} prints what it gave. */
enum OutputFormat {
    /** A table for a person, after each run. */
    TEXT,
    /** One JSON document, after all runs. */
    JSON,
    /** GitHub's Markdown, after all runs. */
    MARKDOWN
}

package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.engine.TextPattern;
import dev.kenning.testbench.robot.KeywordException;
import java.util.regex.PatternSyntaxException;

/** Reads the patterns of keywords. */
final class Patterns {

    private Patterns() {}

    static TextPattern of(String text, boolean regex) {
        try {
            return regex ? TextPattern.regex(text) : TextPattern.containing(text);
        } catch (PatternSyntaxException e) {
            throw new KeywordException("ArgumentException", "Invalid pattern: " + e.getMessage());
        }
    }
}

package dev.kenning.testbench.board.west;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program with its arguments, each of them one word whatever characters are in it.
 *
 * @param words the program first
 */
public record Command(List<String> words) {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    /** Copies the words. */
    public Command {
        words = List.copyOf(words);
    }

    /** Returns the line to type into a shell. */
    @Override
    public String toString() {
        return words.stream().map(Command::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

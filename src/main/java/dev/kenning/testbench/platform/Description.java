package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Source;
import java.util.List;

/** Holds one {@code .repl} text as it was written, before other files are taken in. */
public record Description(List<Using> usings, List<Entry> entries) {

    /** Copies the lists. */
    public Description {
        usings = List.copyOf(usings);
        entries = List.copyOf(entries);
    }

    /**
     * Parses one text.
     *
     * @throws PlatformException E00, E32 if the text is not a description
     */
    public static Description parse(Source source) {
        return new ReplParser(source).description();
    }

    /**
     * Writes the description in canonical form: it parses back to the same, positions apart.
     *
     * @throws IllegalArgumentException if a string or a statement is one that the language cannot say
     */
    public String toRepl() {
        return ReplWriter.write(this);
    }
}

package dev.kenning.testbench.text;

/**
 * A place in a text, by its name alone: in devicetree source it is as the line markers of the preprocessor ({@code # 12
 * "board.dts"}) tell it. {@link Position} holds the text too.
 *
 * @param file the name that messages give the source
 * @param line counted from 1
 * @param column counted from 1, in UTF-16 code units
 */
public record Place(String file, int line, int column) {

    /** Returns {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}

package dev.kenning.testbench.devicetree;

/**
 * Points at a place in devicetree source, as the line markers of the preprocessor ({@code # 12 "board.dts"}) tell it.
 *
 * @param file the name that messages give the source
 * @param line counted from 1
 * @param column counted from 1, in UTF-16 code units
 */
public record Position(String file, int line, int column) {

    /** Returns {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}

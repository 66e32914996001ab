package dev.kenning.testbench.devicetree;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** One part of a property's value; a property has any number of them, separated by commas. */
public sealed interface Value {

    /**
     * An array: {@code <0x40011000 &rcc>} or {@code /bits/ 64 <1 2>}.
     *
     * @param bits of each element: 8, 16, 32 or 64
     */
    record Cells(int bits, List<Cell> cells) implements Value {

        /** Copies the cells. */
        public Cells {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A string.
     *
     * @param content with escapes resolved, without the zero byte that ends it in the property
     */
    record Text(Bytes content) implements Value {

        /** Returns the content as UTF-8 text. */
        public String text() {
            return new String(content.toByteArray(), StandardCharsets.UTF_8);
        }
    }

    /** A byte string: {@code [c2 28 17]}. */
    record ByteString(Bytes content) implements Value {}

    /** Stands for the path of another node: {@code &usart1} outside of angle brackets. */
    record Path(Reference target) implements Value {}
}

package dev.kenning.testbench.trace;

import java.util.List;
import java.util.Map;

/** The type of a field in the Common Trace Format, of the subset that Zephyr and Zephelin use: whole bytes, packed. */
sealed interface FieldType {

    /**
     * A whole number.
     *
     * @param bytes its size, 1 to 8
     * @param text whether it is a character
     */
    record Whole(int bytes, boolean signed, boolean text) implements FieldType {}

    /** A number in IEEE 754, of 4 or 8 bytes. */
    record Real(int bytes) implements FieldType {}

    /** A number that stands for a name. */
    record Names(Whole base, Map<Long, String> names) implements FieldType {}

    /** So many of the same. */
    record Fixed(FieldType element, int length) implements FieldType {}

    /** As many of the same as an earlier field of the structure says. */
    record Counted(FieldType element, String length) implements FieldType {}

    /** Fields one after the other. */
    record Structure(List<Field> fields) implements FieldType {

        static final Structure EMPTY = new Structure(List.of());
    }

    /** A field of a structure. */
    record Field(String name, FieldType type) {}
}

package dev.kenning.testbench.fault;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names a byte of a board: by its address, or by its distance from a symbol or a section of the firmware. */
public sealed interface Place {

    /** An address on the system bus. */
    record Address(long address) implements Place {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "0x%08X", address);
        }
    }

    /** So many bytes behind a symbol. */
    record Symbol(String name, long offset) implements Place {

        @Override
        public String toString() {
            return offset == 0 ? name : name + "+" + offset;
        }
    }

    /** So many bytes behind the beginning of a section, such as {@code .rodata}. */
    record Section(String name, long offset) implements Place {

        @Override
        public String toString() {
            return offset == 0 ? name : name + "+" + offset;
        }
    }

    /** Returns the place of an address. */
    static Place at(long address) {
        return new Address(address);
    }

    /**
     * Reads a place: {@code 0x20001000}, {@code symbol}, {@code symbol+8} or {@code .section+0x10}.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    static Place of(String text) {
        Matcher matcher = Texts.PLACE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' names no place: give an address such as 0x20001000, a symbol, or a section such as .rodata,"
                    + " with +OFFSET or without");
        }
        String name = matcher.group(1);
        String offset = matcher.group(2);
        long bytes = offset == null ? 0 : Long.decode(offset);
        if (Character.isDigit(name.charAt(0))) {
            return new Address(Long.decode(name) + bytes);
        }
        return name.startsWith(".") ? new Section(name, bytes) : new Symbol(name, bytes);
    }

    /** How places are written. */
    final class Texts {
        private static final Pattern PLACE = Pattern.compile(
                "(0[xX][0-9a-fA-F]{1,15}|[0-9]{1,18}|[.A-Za-z_$][\\w.$]*)(?:\\+(0[xX][0-9a-fA-F]{1,8}|[0-9]{1,9}))?");

        private Texts() {}
    }
}

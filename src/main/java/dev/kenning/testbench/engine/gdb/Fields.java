package dev.kenning.testbench.engine.gdb;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Reads what a request says after its name. Whatever does not fit is a {@link BadRequest}. */
final class Fields {

    private static final int DIGITS = 16;

    private final String text;
    private int at;

    Fields(String text) {
        this.text = text;
    }

    boolean isEmpty() {
        return at == text.length();
    }

    /** Takes the next character, if it is this one. */
    boolean skip(char wanted) {
        boolean there = !isEmpty() && text.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    void expect(char wanted) {
        if (!skip(wanted)) {
            throw BadRequest.malformed();
        }
    }

    void expectEnd() {
        if (!isEmpty()) {
            throw BadRequest.malformed();
        }
    }

    char character() {
        if (isEmpty()) {
            throw BadRequest.malformed();
        }
        return text.charAt(at++);
    }

    /** Takes a hexadecimal number of 1 to 16 digits. */
    long number() {
        int begin = at;
        long value = 0;
        while (!isEmpty() && Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 0x80) {
            value = value << 4 | Character.digit(text.charAt(at), 16);
            at++;
        }
        if (at == begin || at - begin > DIGITS) {
            throw BadRequest.malformed();
        }
        return value;
    }

    /** Takes a number that says how many or the how manieth. */
    int count() {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw BadRequest.malformed();
        }
        return (int) value;
    }

    /** Takes a thread: 0 for any, -1 for all, else its number. */
    int thread() {
        if (skip('-')) {
            expect('1');
            return -1;
        }
        return count();
    }

    /** Takes everything up to a character, which is taken too. */
    String until(char end) {
        int index = text.indexOf(end, at);
        if (index < 0) {
            throw BadRequest.malformed();
        }
        String field = text.substring(at, index);
        at = index + 1;
        return field;
    }

    /** Takes the rest as it is. */
    String rest() {
        String rest = text.substring(at);
        at = text.length();
        return rest;
    }

    /** Takes the rest as bytes in hexadecimal. */
    byte[] hexBytes() {
        try {
            return HexFormat.of().parseHex(rest());
        } catch (IllegalArgumentException e) {
            throw BadRequest.malformed();
        }
    }

    /** Takes the rest as bytes. */
    byte[] bytes() {
        return rest().getBytes(StandardCharsets.ISO_8859_1);
    }
}

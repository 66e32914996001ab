package dev.kenning.testbench.protocol;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the type of a tensor's elements: a kind and a width, such as {@code float32}.
 *
 * @param bits the width of one element, 1 to 255
 */
public record ElementType(Kind kind, int bits) {

    /** Kinds of element in the order of their codes; the first seven follow DLPack (Kenning Protocol 10.1). */
    public enum Kind {
        INT(0, "int"),
        UINT(1, "uint"),
        FLOAT(2, "float"),
        OPAQUE_HANDLE(3, "opaque_handle"),
        BFLOAT(4, "bfloat"),
        COMPLEX(5, "complex"),
        BOOL(6, "bool"),
        E3M4_FLOAT(7, "e3m4_float"),
        E4M3_FLOAT(8, "e4m3_float"),
        E4M3B11FNUZ_FLOAT(9, "e4m3b11fnuz_float"),
        E4M3FN_FLOAT(10, "e4m3fn_float"),
        E4M3FNUZ_FLOAT(11, "e4m3fnuz_float"),
        E5M2_FLOAT(12, "e5m2_float"),
        E5M2FNUZ_FLOAT(13, "e5m2fnuz_float"),
        E8M0FNU_FLOAT(14, "e8m0fnu_float"),
        E2M3FN_FLOAT(15, "e2m3fn_float"),
        E3M2FN_FLOAT(16, "e3m2fn_float"),
        E2M1FN_FLOAT(17, "e2m1fn_float");

        private static final Kind[] BY_CODE = values();

        private final int code;
        private final String text;

        Kind(int code, String text) {
            this.code = code;
            this.text = text;
        }

        /** Returns the number that stands in the metadata struct. */
        public int code() {
            return code;
        }

        /** Returns the name as it stands in an IO specification, without the width. */
        public String text() {
            return text;
        }

        /** Returns whether the number stands for a kind. */
        public static boolean isCode(int code) {
            return code >= 0 && code < BY_CODE.length;
        }

        /**
         * Returns the kind with this number.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Kind of(int code) {
            if (!isCode(code)) {
                throw new IllegalArgumentException(
                        "element type code must be 0.." + (BY_CODE.length - 1) + ", but is " + code);
            }
            return BY_CODE[code];
        }
    }

    private static final Pattern TEXT = Pattern.compile("(.*?)([0-9]+)");
    private static final int MAX_BITS = 255;

    public ElementType {
        if (bits < 1 || bits > MAX_BITS) {
            throw new IllegalArgumentException("element width must be 1..255 bits, but is " + bits);
        }
    }

    /**
     * Reads a type as an IO specification writes it: {@code float32}, {@code e4m3fn_float8}, {@code bool8}.
     *
     * @throws IllegalArgumentException if the kind is unknown, or the width is absent or not 1..255
     */
    public static ElementType parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "element type \"" + text + "\" has no width in bits; write it as in float32, int8 or bool8");
        }
        for (Kind kind : Kind.BY_CODE) {
            if (kind.text.equals(matcher.group(1))) {
                return new ElementType(kind, width(text, matcher.group(2)));
            }
        }
        throw new IllegalArgumentException(
                "element type \"" + text + "\" is unknown; write it as in float32, int8, uint8 or bool8");
    }

    private static int width(String text, String digits) {
        if (digits.length() > 3 || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > MAX_BITS) {
            throw new IllegalArgumentException("element type \"" + text + "\" must have a width of 1..255 bits");
        }
        return Integer.parseInt(digits);
    }

    /** Returns the text an IO specification writes. */
    @Override
    public String toString() {
        return kind.text + bits;
    }
}

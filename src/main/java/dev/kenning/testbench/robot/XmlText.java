package dev.kenning.testbench.robot;

/** Knows which characters an XML 1.0 document can hold (section 2.2 of its specification). */
final class XmlText {

    private static final int REPLACEMENT = 0xFFFD;

    private XmlText() {}

    static boolean carries(int character) {
        return (character >= 0x20 && character <= 0xD7FF)
                || character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= 0xE000 && character <= 0xFFFD)
                || (character >= 0x10000 && character <= Character.MAX_CODE_POINT);
    }

    /** Returns the text with what XML cannot carry replaced by U+FFFD. */
    static String carried(String text) {
        StringBuilder carried = new StringBuilder(text.length());
        text.codePoints().map(c -> carries(c) ? c : REPLACEMENT).forEach(carried::appendCodePoint);
        return carried.toString();
    }
}

package dev.kenning.testbench.host;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the little Python that recordings use to write down what a call returned. */
final class PythonText {

    private static final Pattern BYTES = Pattern.compile("b'(.*)'|b\"(.*)\"");

    private PythonText() {}

    /** Returns the bytes that a text such as {@code (True, b'\x01ab')} holds, if it holds any. */
    static Optional<byte[]> bytesIn(String text) {
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(unescape(matcher.group(1) != null ? matcher.group(1) : matcher.group(2)));
    }

    private static byte[] unescape(String literal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 0;
        while (i < literal.length()) {
            char c = literal.charAt(i);
            if (c != '\\') {
                bytes.write(c);
                i++;
                continue;
            }
            char escaped = literal.charAt(i + 1);
            if (escaped == 'x') {
                bytes.write(Integer.parseInt(literal.substring(i + 2, i + 4), 16));
                i += 4;
                continue;
            }
            bytes.write(
                    switch (escaped) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> escaped;
                    });
            i += 2;
        }
        return bytes.toByteArray();
    }

    /** Returns a dictionary of texts and numbers as JSON. */
    static String dictionaryAsJson(String text) {
        return text.replace('\'', '"').replace("True", "true").replace("False", "false");
    }
}

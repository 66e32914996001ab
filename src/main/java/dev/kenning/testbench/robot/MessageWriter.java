package dev.kenning.testbench.robot;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes XML-RPC messages in UTF-8.
 *
 * <pre>
 * run_keyword, ["StartEmulation", []]
 *
 * &lt;?xml version="1.0"?&gt;
 * &lt;methodCall&gt;&lt;methodName&gt;run_keyword&lt;/methodName&gt;&lt;params&gt;
 *   &lt;param&gt;&lt;value&gt;&lt;string&gt;StartEmulation&lt;/string&gt;&lt;/value&gt;&lt;/param&gt;
 *   &lt;param&gt;&lt;value&gt;&lt;array&gt;&lt;data&gt;&lt;/data&gt;&lt;/array&gt;&lt;/value&gt;&lt;/param&gt;
 * &lt;/params&gt;&lt;/methodCall&gt;
 * </pre>
 */
final class MessageWriter {

    /** The form that the XML-RPC specification gives as its example, {@code 19980717T14:08:55}. */
    static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final StringBuilder out = new StringBuilder(512).append("<?xml version=\"1.0\"?>");

    private MessageWriter() {}

    /**
     * Writes a request.
     *
     * @throws IllegalArgumentException if a string has a character that XML cannot carry, or a number is not finite
     */
    static byte[] write(MethodCall call) {
        MessageWriter writer = new MessageWriter();
        writer.out.append("<methodCall>");
        writer.text("methodName", call.method());
        writer.out.append("<params>");
        call.parameters().forEach(writer::parameter);
        writer.out.append("</params></methodCall>");
        return writer.bytes();
    }

    /**
     * Writes an answer.
     *
     * @throws IllegalArgumentException as {@link #write(MethodCall)}
     */
    static byte[] write(MethodResponse response) {
        MessageWriter writer = new MessageWriter();
        writer.out.append("<methodResponse>");
        if (response instanceof MethodResponse.Result result) {
            writer.out.append("<params>");
            writer.parameter(result.value());
            writer.out.append("</params>");
        } else if (response instanceof MethodResponse.Fault fault) {
            Map<String, RpcValue> members = new LinkedHashMap<>();
            members.put("faultCode", RpcValue.of(fault.code()));
            members.put("faultString", RpcValue.of(fault.text()));
            writer.out.append("<fault>");
            writer.value(new RpcValue.Struct(members));
            writer.out.append("</fault>");
        }
        writer.out.append("</methodResponse>");
        return writer.bytes();
    }

    private byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void parameter(RpcValue value) {
        out.append("<param>");
        value(value);
        out.append("</param>");
    }

    private void value(RpcValue value) {
        out.append("<value>");
        if (value instanceof RpcValue.Text text) {
            text("string", text.value());
        } else if (value instanceof RpcValue.Int number) {
            text("i4", Integer.toString(number.value()));
        } else if (value instanceof RpcValue.Int64 number) {
            text("i8", Long.toString(number.value()));
        } else if (value instanceof RpcValue.Real number) {
            text("double", decimal(number.value()));
        } else if (value instanceof RpcValue.Bool bool) {
            text("boolean", bool.value() ? "1" : "0");
        } else if (value instanceof RpcValue.DateTime time) {
            text("dateTime.iso8601", dateTime(time.value()));
        } else if (value instanceof RpcValue.Bytes bytes) {
            text("base64", Base64.getEncoder().encodeToString(bytes.value()));
        } else if (value instanceof RpcValue.Nil) {
            out.append("<nil/>");
        } else if (value instanceof RpcValue.Array array) {
            out.append("<array><data>");
            array.values().forEach(this::value);
            out.append("</data></array>");
        } else if (value instanceof RpcValue.Struct struct) {
            out.append("<struct>");
            struct.members().forEach((name, member) -> {
                out.append("<member>");
                text("name", name);
                value(member);
                out.append("</member>");
            });
            out.append("</struct>");
        }
        out.append("</value>");
    }

    private void text(String element, String text) {
        out.append('<').append(element).append('>');
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            escaped(character, text, i);
            i += Character.charCount(character);
        }
        out.append("</").append(element).append('>');
    }

    private void escaped(int character, String text, int index) {
        switch (character) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            // A bare carriage return would reach the other side as a line feed (XML 1.0, section 2.11).
            case '\r' -> out.append("&#13;");
            default -> {
                if (!XmlText.carries(character)) {
                    throw new IllegalArgumentException(String.format(
                            "XML cannot carry the character U+%04X at index %d of a text of %d",
                            character, index, text.length()));
                }
                out.appendCodePoint(character);
            }
        }
    }

    /** XML-RPC's double has no exponent. */
    private static String decimal(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("XML-RPC cannot carry the number " + value);
        }
        String text = Double.toString(value);
        return text.indexOf('E') < 0 ? text : new BigDecimal(text).toPlainString();
    }

    private static String dateTime(LocalDateTime time) {
        if (time.getYear() < 0 || time.getYear() > 9999) {
            throw new IllegalArgumentException("XML-RPC cannot carry the date " + time);
        }
        return DATE_TIME.format(time);
    }
}

package dev.kenning.testbench.uart;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells serial devices by what they are instead of where: {@code usb:VENDOR:PRODUCT:SERIAL:PORT}, of which the last ones may be left
 * out; {@code *} stands for any text and {@code ?} for any character. Immutable.
 */
public final class UsbRule {

    private static final String PREFIX = "usb:";
    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-fA-F?]{4}|[0-9a-fA-F?]*\\*[0-9a-fA-F?]*");
    private static final int PARTS = 4;

    private final List<Pattern> parts;

    private UsbRule(List<Pattern> parts) {
        this.parts = parts;
    }

    /** Tells whether a text is meant to be a rule. */
    public static boolean isMeant(String text) {
        return text.startsWith(PREFIX);
    }

    /** Reads a rule; nothing if the text is none. */
    public static Optional<UsbRule> parse(String text) {
        if (!isMeant(text)) {
            return Optional.empty();
        }
        String[] given = text.substring(PREFIX.length()).split(":", PARTS);
        boolean isRule = IDENTIFIER.matcher(given[0]).matches()
                && (given.length < 2 || IDENTIFIER.matcher(given[1]).matches());
        return isRule
                ? Optional.of(new UsbRule(Stream.of(given).map(UsbRule::pattern).toList()))
                : Optional.empty();
    }

    private static Pattern pattern(String part) {
        String expression = part.toLowerCase(Locale.ROOT)
                .chars()
                .mapToObj(each -> each == '*' ? ".*" : each == '?' ? "." : Pattern.quote(Character.toString(each)))
                .collect(Collectors.joining());
        return Pattern.compile(expression);
    }

    /** Tells whether a device fits. */
    boolean fits(SerialDevice device) {
        return device.usb().filter(this::fits).isPresent();
    }

    private boolean fits(SerialDevice.Usb usb) {
        List<String> said = List.of(usb.vendor(), usb.product(), usb.serialNumber(), usb.port());
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).matcher(said.get(i).toLowerCase(Locale.ROOT)).matches()) {
                return false;
            }
        }
        return true;
    }
}

package dev.kenning.testbench.gdb;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says where a GDB server listens.
 *
 * @param port 1 to 65535
 */
public record GdbAddress(String host, int port) {

    private static final Pattern TEXT = Pattern.compile("\\[?(?<host>[^\\[\\]]+)]?:(?<port>\\d{1,5})");
    private static final int PORTS = 0xFFFF;

    /** Reads {@code HOST:PORT}; nothing if the text is not so. */
    public static Optional<GdbAddress> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(matcher.group("port"));
        return port > 0 && port <= PORTS ? Optional.of(new GdbAddress(matcher.group("host"), port)) : Optional.empty();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.Statistics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Keeps the beginning of what a message carried, and shows it when somebody asks. Immutable. */
final class PayloadExcerpt {

    /** Statistics and IO specifications are kept whole. */
    private static final int KEPT = 512;

    private static final int SHOWN = 64;
    private static final int FLOAT = 4;

    static final PayloadExcerpt NONE = new PayloadExcerpt(-1, new byte[0], 0);

    private final long type;
    private final byte[] bytes;
    private final int length;

    private PayloadExcerpt(long type, byte[] bytes, int length) {
        this.type = type;
        this.bytes = bytes;
        this.length = length;
    }

    static PayloadExcerpt of(Event event) {
        if (event.payloadLength() == 0) {
            return NONE;
        }
        byte[] payload = event.payload();
        return new PayloadExcerpt(event.type(), Arrays.copyOf(payload, Math.min(KEPT, payload.length)), payload.length);
    }

    /** Returns the bytes, and what they mean where that can be told. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (length == 0) {
            return lines;
        }
        int shown = Math.min(SHOWN, length);
        lines.add(HexFormat.ofDelimiter(" ").formatHex(bytes, 0, shown)
                + (shown < length ? " ... (" + (length - shown) + " more)" : ""));
        if (type == MessageType.STATS.code() && length <= KEPT) {
            lines.addAll(statistics());
        } else if (carriesTensor()) {
            lines.add("as float32: " + floats(shown) + (shown < length ? ", ..." : ""));
        }
        return lines;
    }

    private boolean carriesTensor() {
        return (type == MessageType.DATA.code() || type == MessageType.OUTPUT.code()) && length % FLOAT == 0;
    }

    private List<String> statistics() {
        try {
            return Statistics.decode(bytes).records().stream()
                    .map(Object::toString)
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of("no statistics: " + e.getMessage());
        }
    }

    private String floats(int shown) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, shown).order(ByteOrder.LITTLE_ENDIAN);
        List<String> values = new ArrayList<>();
        while (buffer.remaining() >= FLOAT) {
            values.add(String.format(Locale.ROOT, "%.6g", buffer.getFloat()));
        }
        return String.join(", ", values);
    }
}

package dev.kenning.testbench.trace;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes captures as the firmware of each layout does. */
final class Capture {

    private static final List<String> MAGIC_WAND = List.of(
            "CONV_2D",
            "MAX_POOL_2D",
            "CONV_2D",
            "MAX_POOL_2D",
            "RESHAPE",
            "FULLY_CONNECTED",
            "FULLY_CONNECTED",
            "SOFTMAX");

    private final TraceLayout layout;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long time = 1_000_000;

    Capture(TraceLayout layout) {
        this.layout = layout;
    }

    /** The events that Zephelin's own sample has. */
    static byte[] seventeenNamedEvents() {
        Capture capture = new Capture(TraceLayout.L1);
        for (int i = 0; i < 17; i++) {
            capture.event(0, 0x62, text("event " + i, 20), u32(i), u32(2 * i));
        }
        return capture.bytes();
    }

    static List<String> magicWand() {
        return MAGIC_WAND;
    }

    Capture inference(int thread) {
        boolean l2 = layout == TraceLayout.L2;
        event(0, l2 ? 0x104 : 0xD0, cpu(), u32(thread), l2 ? u32(0) : new byte[0]);
        for (int i = 0; i < MAGIC_WAND.size(); i++) {
            event(1, l2 ? 0x100 : 0xA0, operator(thread, i));
            event(1, l2 ? 0x101 : 0xA1, operator(thread, i));
        }
        return event(0, l2 ? 0x105 : 0xD1, cpu(), u32(thread), l2 ? u32(0) : new byte[0]);
    }

    private byte[][] operator(int thread, int index) {
        return new byte[][] {
            cpu(), u32(thread), u16(0), u16(index), u16(20), text(MAGIC_WAND.get(index), 20), u32(8000), u32(100)
        };
    }

    private byte[] cpu() {
        return layout == TraceLayout.L2 ? new byte[1] : new byte[0];
    }

    Capture at(long nanos) {
        time = nanos;
        return this;
    }

    Capture event(int stream, int id, byte[]... fields) {
        int size = 0;
        for (byte[] field : fields) {
            size += field.length;
        }
        switch (layout) {
            case L1 -> write(u32((int) time), new byte[] {(byte) id});
            case L1B -> write(u64(time), u16(id));
            case L2 -> write(u16(stream), u16((4 + 10 + size) * 8), u64(time), u16(id));
        }
        write(fields);
        time += 1000;
        return this;
    }

    Capture write(byte[]... pieces) {
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    static byte[] text(String text, int length) {
        return java.util.Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
    }

    static byte[] u16(int value) {
        return little(2).putShort((short) value).array();
    }

    static byte[] u32(int value) {
        return little(4).putInt(value).array();
    }

    static byte[] u64(long value) {
        return little(8).putLong(value).array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}

package dev.kenning.testbench.emulator.peripheral;

import java.util.Arrays;

/** A first-in, first-out queue of bytes that grows when it must; it allocates nothing else. */
final class ByteQueue {

    private byte[] ring = new byte[64];
    private int head;
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    int size() {
        return count;
    }

    void add(int value) {
        if (count == ring.length) {
            byte[] larger = Arrays.copyOfRange(ring, head, head + 2 * count);
            System.arraycopy(ring, 0, larger, count - head, head);
            ring = larger;
            head = 0;
        }
        ring[(head + count) & (ring.length - 1)] = (byte) value;
        count++;
    }

    /** Returns the oldest byte, 0 to 255; the queue must not be empty. */
    int first() {
        return ring[head] & 0xFF;
    }

    /** Takes the oldest byte; the queue must not be empty. */
    int remove() {
        int value = first();
        head = (head + 1) & (ring.length - 1);
        count--;
        return value;
    }

    void clear() {
        head = 0;
        count = 0;
    }
}

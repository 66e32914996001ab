package dev.kenning.testbench.engine.serve;

import java.util.Arrays;

/** Bytes on their way from one thread to another, oldest first. Thread-safe. */
final class Backlog {

    /** How many bytes are kept for a reader who does not come. */
    static final int LIMIT = 1 << 24;

    /** How many bytes may lie here before somebody who can wait has to. */
    private static final int FULL = 1 << 20;

    private byte[] bytes = new byte[4096];
    private int count;

    /** Adds a byte without ever waiting: whoever adds it runs the machine. Returns false if there is no room left. */
    synchronized boolean add(int value) {
        if (count == LIMIT) {
            return false;
        }
        ensureSpace(1);
        bytes[count++] = (byte) value;
        notifyAll();
        return true;
    }

    /** Adds the first bytes of an array, once there is not too much here. */
    synchronized void addAll(byte[] more, int length) throws InterruptedException {
        while (count >= FULL) {
            wait();
        }
        ensureSpace(length);
        System.arraycopy(more, 0, bytes, count, length);
        count += length;
        notifyAll();
    }

    /** Takes everything out; nothing if there is nothing. */
    synchronized byte[] takeAll() {
        byte[] all = Arrays.copyOf(bytes, count);
        count = 0;
        notifyAll();
        return all;
    }

    /** Waits until there is something, and takes everything out. */
    synchronized byte[] awaitAll() throws InterruptedException {
        while (count == 0) {
            wait();
        }
        return takeAll();
    }

    private void ensureSpace(int length) {
        if (count + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, count + length));
        }
    }
}

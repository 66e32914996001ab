package dev.kenning.testbench.uart;

import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Carries the bytes of a serial device or of a pseudo-terminal: 8 data bits, no parity, 1 stop bit, no flow control.
 *
 * <p>The clock is the host's. Reads poll, because the library's time-outs are no deadlines: they differ by system and
 * do not hold on a pseudo-terminal. One thread may read while another writes.
 */
public final class SerialPort implements ResettingPort {

    private static final int DATA_BITS = 8;
    /** Between two looks; a byte takes 87 us at 115200 baud. */
    private static final long POLL_NANOS = 200_000;
    /** A device that takes no byte for so long never will. */
    private static final long STUCK_NANOS = 10_000_000_000L;

    /** How long a reset is held. */
    private static final long PULSE_NANOS = 100_000_000;

    private final com.fazecast.jSerialComm.SerialPort port;
    private final String path;
    private final long start = System.nanoTime();

    private SerialPort(com.fazecast.jSerialComm.SerialPort port, String path) {
        this.port = port;
        this.path = path;
    }

    /**
     * Opens a device.
     *
     * @param path the device, such as {@code /dev/ttyACM0}, {@code /dev/pts/3} or {@code COM3}
     * @throws IOException if there is no such device, or it cannot be opened
     */
    public static SerialPort open(String path, int baudRate) throws IOException {
        OptionalLibrary.SERIAL_PORTS.require();
        com.fazecast.jSerialComm.SerialPort port = find(path);
        port.setComPortParameters(
                baudRate,
                DATA_BITS,
                com.fazecast.jSerialComm.SerialPort.ONE_STOP_BIT,
                com.fazecast.jSerialComm.SerialPort.NO_PARITY);
        port.setFlowControl(com.fazecast.jSerialComm.SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(com.fazecast.jSerialComm.SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
        if (!port.openPort()) {
            throw new IOException("cannot open " + path + " at " + baudRate + " baud (error " + port.getLastErrorCode()
                    + " at line " + port.getLastErrorLocation()
                    + " of jSerialComm): is it in use, or may this user not open it (group dialout)?");
        }
        return new SerialPort(port, path);
    }

    private static com.fazecast.jSerialComm.SerialPort find(String path) throws IOException {
        if (path.startsWith("/") && !Files.exists(Path.of(path))) {
            throw absent(path, null);
        }
        try {
            return com.fazecast.jSerialComm.SerialPort.getCommPort(path);
        } catch (RuntimeException e) {
            // A handler of its type would need the library before anybody could say that it is missing.
            if (e instanceof SerialPortInvalidPortException) {
                throw absent(path, e);
            }
            throw e;
        }
    }

    private static IOException absent(String path, @Nullable Throwable cause) {
        return new IOException(
                "there is no serial port " + path + "; this machine has "
                        + SerialDevices.ofMachine().describe(),
                cause);
    }

    @Override
    public String name() {
        return path;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() - start;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        int written = 0;
        long lastProgress = nanoTime();
        while (written < length) {
            int taken = port.writeBytes(buffer, length - written, offset + written);
            if (taken < 0) {
                throw new IOException("cannot write to " + path + ": " + describeFailure());
            }
            written += taken;
            if (taken > 0) {
                lastProgress = nanoTime();
            } else if (nanoTime() - lastProgress > STUCK_NANOS) {
                throw new IOException(path + " has taken no byte for 10 s, " + (length - written) + " are left");
            } else {
                pause();
            }
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, long deadlineNanos) throws IOException {
        while (true) {
            int available = port.bytesAvailable();
            if (available < 0) {
                return closedOrFailed();
            }
            if (available > 0) {
                int read = port.readBytes(buffer, Math.min(available, length), offset);
                return read < 0 ? closedOrFailed() : read;
            }
            if (deadlineNanos - nanoTime() <= 0) {
                return 0;
            }
            pause();
        }
    }

    @Override
    public void pulse(ResetLine line) throws IOException {
        boolean done = line == ResetLine.RTS ? port.setRTS() : port.setDTR();
        LockSupport.parkNanos(PULSE_NANOS);
        done &= line == ResetLine.RTS ? port.clearRTS() : port.clearDTR();
        if (!done) {
            throw new IOException(path + " has no line " + line);
        }
    }

    private int closedOrFailed() throws IOException {
        if (port.isOpen()) {
            return -1;
        }
        throw new IOException(path + " is closed");
    }

    private String describeFailure() {
        return port.isOpen() ? "error " + port.getLastErrorCode() : "it is closed";
    }

    private void pause() throws IOException {
        LockSupport.parkNanos(POLL_NANOS);
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted on " + path);
        }
    }

    @Override
    public void close() {
        port.closePort();
    }
}

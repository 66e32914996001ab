package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.uart.BytePort;
import dev.kenning.testbench.uart.SerialDevices;
import dev.kenning.testbench.uart.SerialPort;
import dev.kenning.testbench.uart.TcpPort;
import dev.kenning.testbench.uart.UsbRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Says where a UART can be reached: {@code tcp:HOST:PORT}, {@code pty:PATH}, or the name of a serial device. */
sealed interface PortAddress {

    /** Connects; takes the line speed where there is a line. */
    BytePort open(int baudRate) throws IOException;

    /** A UART that somebody serves on a TCP port. */
    record Tcp(String host, int port) implements PortAddress {

        private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

        @Override
        public BytePort open(int baudRate) throws IOException {
            return TcpPort.connect(host, port, CONNECT_TIMEOUT);
        }

        @Override
        public String toString() {
            return "tcp:" + host + ":" + port;
        }
    }

    /** A serial device or a pseudo-terminal, by its path or by what tells it from others. */
    record Device(String given, SerialDevices devices) implements PortAddress {

        @Override
        public BytePort open(int baudRate) throws IOException {
            String path = devices.find(given);
            BoardLock lock = BoardLock.take(path);
            try {
                return new LockedPort(SerialPort.open(path, baudRate), lock);
            } catch (IOException e) {
                lock.release();
                throw e;
            }
        }

        @Override
        public String toString() {
            return given;
        }
    }

    /**
     * Reads an address.
     *
     * @param setting where it was given, for messages
     * @param devices those that the address of a device can tell of
     * @throws BadInputException if it is none
     */
    static PortAddress parse(String text, String setting, SerialDevices devices) {
        if (text.startsWith("pty:") && text.length() > 4) {
            return new Device(Path.of(text.substring(4)).toString(), devices);
        }
        if (UsbRule.isMeant(text) && UsbRule.parse(text).isEmpty()) {
            throw new BadInputException(setting + ": a rule for serial ports is usb:VENDOR:PRODUCT:SERIAL, such as"
                    + " usb:0483:374b or usb:0403:*:D30A* with four hexadecimal digits or a wildcard, not '" + text
                    + "'");
        }
        if (!text.startsWith("tcp:")) {
            return new Device(text, devices);
        }
        int colon = text.lastIndexOf(':');
        if (colon > 4) {
            try {
                int port = Integer.parseInt(text.substring(colon + 1));
                if (port > 0 && port <= 0xFFFF) {
                    return new Tcp(text.substring(4, colon).replaceAll("^\\[|]$", ""), port);
                }
            } catch (NumberFormatException e) {
                throw new BadInputException(refusal(text, setting), e);
            }
        }
        throw new BadInputException(refusal(text, setting));
    }

    private static String refusal(String text, String setting) {
        return setting + " must be tcp:HOST:PORT, pty:PATH, a serial device or usb:VENDOR:PRODUCT:SERIAL, is '" + text
                + "'";
    }
}

package dev.kenning.testbench.host;

import dev.kenning.testbench.Tools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * QEMU's machine mps2-an500 with the reference firmware, or with none yet: a board that owes nothing to this project's engines, with
 * its UARTs on pseudo-terminals or on TCP and a GDB server.
 */
public final class QemuBoard implements AutoCloseable {

    /** The firmware for it. */
    public static final Path FIRMWARE = Path.of("firmware/prebuilt/mps2_an500/kenning-device.elf");

    private static final String TCP = "socket,host=127.0.0.1,port=0,server=on,wait=off,id=";
    private static final Pattern DEVICE =
            Pattern.compile("(\\w+): filename=(?:disconnected:)?(?:(pty:[^\\s,]+)|tcp:([\\d.]+:\\d+).*)");

    private final Process process;
    private final Map<String, String> addresses;

    private QemuBoard(Process process, Map<String, String> addresses) {
        this.process = process;
        this.addresses = addresses;
    }

    /** Starts the reference firmware with its UARTs on pseudo-terminals; ends the test where there is no QEMU. */
    public static QemuBoard onPseudoTerminals() {
        return start("pty,id=", Optional.of(FIRMWARE));
    }

    /** Starts the reference firmware with its UARTs on TCP ports; ends the test where there is no QEMU. */
    public static QemuBoard onTcp() {
        return start(TCP, Optional.of(FIRMWARE));
    }

    /** Powers a board whose memory is empty and whose core stands; ends the test where there is no QEMU. */
    public static QemuBoard unflashed() {
        return start("pty,id=", Optional.empty());
    }

    private static QemuBoard start(String uart, Optional<Path> firmware) {
        Path qemu = Tools.require("qemu-system-arm", "qemu", "qemu-system-arm");
        List<String> command = new ArrayList<>(List.of(qemu.toString(), "-M", "mps2-an500", "-display", "none"));
        for (String name : List.of("console", "kcomms")) {
            command.addAll(List.of("-chardev", uart + name, "-serial", "chardev:" + name));
        }
        command.addAll(List.of("-chardev", TCP + "debugger", "-gdb", "chardev:debugger", "-monitor", "stdio"));
        firmware.ifPresentOrElse(
                file -> command.addAll(List.of("-kernel", file.toAbsolutePath().toString())), () -> command.add("-S"));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                return new QemuBoard(process, addresses(process));
            } catch (IOException | RuntimeException e) {
                process.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** QEMU's monitor knows which ports and devices it was given. */
    private static Map<String, String> addresses(Process process) throws IOException {
        process.outputWriter(StandardCharsets.US_ASCII).append("info chardev\n").flush();
        BufferedReader answers = process.inputReader(StandardCharsets.US_ASCII);
        Map<String, String> addresses = new HashMap<>();
        StringBuilder seen = new StringBuilder();
        while (!addresses.keySet().containsAll(List.of("console", "kcomms", "debugger"))) {
            String line = answers.readLine();
            if (line == null) {
                throw new AssertionError("QEMU did not start: " + seen);
            }
            seen.append(line).append('\n');
            Matcher device = DEVICE.matcher(line);
            if (device.find()) {
                addresses.put(device.group(1), device.group(2) == null ? "tcp:" + device.group(3) : device.group(2));
            }
        }
        return addresses;
    }

    /** Returns where the UART of the protocol is, as the engine {@code attached} takes it. */
    public String address() {
        return address("kcomms");
    }

    /** Returns where the console is, as the engine {@code attached} takes it. */
    public String console() {
        return address("console");
    }

    /** Returns where the GDB server listens, {@code HOST:PORT}. */
    public String debugger() {
        return address("debugger").substring("tcp:".length());
    }

    private String address(String device) {
        String address = addresses.get(device);
        if (address == null) {
            throw new IllegalStateException(device);
        }
        return address;
    }

    /** Returns the process, for tests that kill it. */
    public Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}

package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Enumeration;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.state.NotState;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a UART has sent: the last of it for {@code DumpHistoryBuffer}, all of it in files that commands ask for. */
final class UartRecord {

    private static final int KEPT = 1 << 16;
    private static final Enumeration PARITY =
            Enumeration.of("Parity", "Odd", "Even", "None", "Forced1", "Forced0", "Multidrop");
    private static final Enumeration STOP_BITS = Enumeration.of("Bits", "None", "One", "Half", "OneAndAHalf", "Two");

    private record Sink(OutputStream stream, boolean flushes) {}

    @NotState
    private final Map<Path, Sink> files = new LinkedHashMap<>();

    private ByteArrayOutputStream history = new ByteArrayOutputStream();

    UartRecord(Uart uart) {
        uart.addListener(this::sent);
    }

    void addTo(Members members) {
        members.action("CreateFileBackend path [immediateFlush]", this::create)
                .action("CloseFileBackend path", this::closeBackend)
                .method("DumpHistoryBuffer [limit]", this::history)
                .readable("ParityBit", () -> PARITY.print("None"))
                .readable("StopBits", () -> STOP_BITS.print("One"));
    }

    /** Completes the files. */
    void close() {
        List.copyOf(files.keySet()).forEach(this::close);
    }

    private void sent(int value) {
        if (history.size() == 2 * KEPT) {
            byte[] all = history.toByteArray();
            history = new ByteArrayOutputStream();
            history.write(all, KEPT, KEPT);
        }
        history.write(value);
        files.forEach((path, sink) -> {
            try {
                sink.stream().write(value);
                if (sink.flushes()) {
                    sink.stream().flush();
                }
            } catch (IOException e) {
                throw cannotWrite(path, e);
            }
        });
    }

    private void create(List<Object> arguments) {
        Path path = path(arguments);
        if (files.containsKey(path)) {
            // Renode's text has this mistake, too.
            throw new MachineException("The " + path
                    + " is alredy used as UART file backend. Please close it using 'CloseFileBackend' before re-using");
        }
        try {
            NumberedFile.keep(path);
            files.put(
                    path,
                    new Sink(
                            new BufferedOutputStream(Files.newOutputStream(path)),
                            arguments.size() > 1 && Members.flag(arguments.get(1))));
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    private void closeBackend(List<Object> arguments) {
        Path path = path(arguments);
        if (!files.containsKey(path)) {
            throw new MachineException("Couldn't find active " + path + " file backend for the UART");
        }
        close(path);
    }

    private void close(Path path) {
        Sink sink = files.remove(path);
        if (sink != null) {
            try {
                sink.stream().close();
            } catch (IOException e) {
                throw cannotWrite(path, e);
            }
        }
    }

    private String history(List<Object> arguments) {
        String text = history.toString(StandardCharsets.UTF_8);
        int limit = arguments.isEmpty() ? text.length() : (int) Members.integer(arguments.get(0));
        return text.substring(Math.max(0, text.length() - Math.max(0, limit)));
    }

    private static Path path(List<Object> arguments) {
        return Path.of(arguments.get(0).toString().replaceFirst("^@", ""));
    }

    private static MachineException cannotWrite(Path path, IOException reason) {
        return new MachineException("'" + path + "' cannot be written: " + reason.getMessage() + ".", reason);
    }
}

package dev.kenning.testbench.scenario.run;

import dev.kenning.testbench.elf.ElfException;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.elf.Symbol;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.uart.BytePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gathers what firmware traces while it runs: messages of the protocol, a UART of its own, and what a debugger would read from
 * its memory at the end ({@code kenning-systems.md}, section 7.3). Not thread-safe.
 */
final class TraceCapture {

    private static final String BUFFER = "ram_tracing";
    private static final String POSITION = "pos";
    private static final String FULL = "buffer_full";

    private final Bench bench;
    private final Consumer<String> notes;
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private Optional<BytePort> uart = Optional.empty();

    TraceCapture(Bench bench, Consumer<String> notes) {
        this.bench = bench;
        this.notes = notes;
    }

    /** Takes what the device sends in the session. */
    void listenTo(KenningSession session) {
        session.onTrace(messages::writeBytes);
    }

    /** Takes what comes on a UART. */
    void listenTo(String tracingUart) {
        uart = Optional.of(bench.port(tracingUart));
    }

    /**
     * Returns the capture, if anything was traced: of the UART, of the messages, or else of the memory.
     *
     * @param firmware the program, whose symbols tell where its buffer is
     */
    Optional<byte[]> bytes(Optional<Path> firmware) {
        if (uart.isPresent()) {
            uart.ifPresent(this::drain);
        }
        return messages.size() > 0 ? Optional.of(messages.toByteArray()) : firmware.flatMap(this::fromMemory);
    }

    private void drain(BytePort port) {
        byte[] buffer = new byte[4096];
        try {
            int count = port.read(buffer, 0, buffer.length, port.nanoTime());
            while (count > 0) {
                messages.write(buffer, 0, count);
                count = port.read(buffer, 0, buffer.length, port.nanoTime());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<byte[]> fromMemory(Path firmware) {
        ElfFile program;
        try {
            program = ElfFile.read(firmware);
        } catch (ElfException e) {
            return Optional.empty();
        }
        Optional<Symbol> buffer = program.symbols().named(BUFFER);
        Map<String, Symbol> state = program.symbols().together(Set.of(POSITION, FULL));
        Symbol position = state.get(POSITION);
        if (buffer.isEmpty() || position == null) {
            return Optional.empty();
        }
        if (!bench.readsMemory()) {
            notes.accept("what the firmware traced is in the board's memory: --gdb HOST:PORT, or -Dtestbench."
                    + bench.engine() + ".gdb, has it read through a GDB server");
            return Optional.empty();
        }
        try {
            return traced(buffer.get(), position);
        } catch (EngineException e) {
            notes.accept("what the firmware traced was not read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<byte[]> traced(Symbol buffer, Symbol position) {
        long used = bench.memory().readDoubleWord(position.address());
        if (used > buffer.size()) {
            notes.accept("what the firmware traced was not read: it says that it is " + used + " bytes, but " + BUFFER
                    + " has " + buffer.size() + "; does the board run another program?");
            return Optional.empty();
        }
        return used == 0 ? Optional.empty() : Optional.of(bench.memory().readBytes(buffer.address(), (int) used));
    }
}

package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.uart.PseudoTerminal;
import java.io.IOException;
import java.util.function.Consumer;

/** A UART on a pseudo-terminal, for one client after the other, as Renode's {@code UartPtyTerminal}. */
final class PtyTerminal extends BufferedTerminal {

    private static final int CHUNK = 4096;

    private final PseudoTerminal pty;
    private final Thread reader;
    private final Thread writer;

    private PtyTerminal(String name, PseudoTerminal pty, Consumer<String> warnings) {
        super(name, warnings);
        this.pty = pty;
        reader = daemon("terminal " + name, this::read);
        writer = daemon("terminal " + name + " writer", this::write);
    }

    /**
     * Carries bytes from now on.
     *
     * @param pty is closed with the terminal
     * @param warnings takes what somebody should know
     */
    static PtyTerminal start(String name, PseudoTerminal pty, Consumer<String> warnings) {
        PtyTerminal terminal = new PtyTerminal(name, pty, warnings);
        terminal.reader.start();
        terminal.writer.start();
        return terminal;
    }

    @Override
    String address() {
        return "pty:" + pty.name();
    }

    private void read() {
        byte[] chunk = new byte[CHUNK];
        try {
            while (!isClosed()) {
                incoming().addAll(chunk, pty.read(chunk, 0, CHUNK, Long.MAX_VALUE));
            }
        } catch (IOException e) {
            failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (!isClosed()) {
                pty.write(outgoing().awaitAll());
            }
        } catch (IOException e) {
            failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    void end() {
        reader.interrupt();
        writer.interrupt();
        closeQuietly(pty);
    }
}

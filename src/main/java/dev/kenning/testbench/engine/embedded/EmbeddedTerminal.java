package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.emulator.Uart;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Terminal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A terminal on a UART of a simulated board. */
final class EmbeddedTerminal implements Terminal, Uart.Listener {

    private static final int LINES_SHOWN = 20;

    private final EmbeddedBench bench;
    private final String name;
    private final Uart uart;
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder unfinished = new StringBuilder();
    private int nextLine;
    private boolean awaited;

    EmbeddedTerminal(EmbeddedBench bench, String name, Uart uart) {
        this.bench = bench;
        this.name = name;
        this.uart = uart;
        uart.addListener(this);
    }

    @Override
    public Line waitForLine(String wanted, Duration timeout) {
        long deadline = Math.addExact(bench.nanos(), timeout.toNanos());
        awaited = true;
        try {
            while (true) {
                while (nextLine < lines.size()) {
                    Line line = lines.get(nextLine++);
                    if (line.text().contains(wanted)) {
                        return line;
                    }
                }
                if (bench.nanos() >= deadline) {
                    throw new EngineException(complaint(wanted, timeout));
                }
                bench.runUntil(deadline, () -> nextLine < lines.size(), "for \"" + wanted + "\" on " + name);
            }
        } finally {
            awaited = false;
        }
    }

    private String complaint(String wanted, Duration timeout) {
        String time = String.format(
                Locale.ROOT,
                "%s of %s did not print \"%s\" within %.3f s of virtual time (it is %.6f s)",
                name,
                bench.board().name(),
                wanted,
                timeout.toNanos() / 1e9,
                bench.nanos() / 1e9);
        if (text.isEmpty()) {
            return time + "; it printed nothing. Is this firmware built for this board, and is " + name
                    + " its console?";
        }
        List<String> printed = text().lines().toList();
        return time + "; it printed last:\n    "
                + String.join("\n    ", printed.subList(Math.max(0, printed.size() - LINES_SHOWN), printed.size()));
    }

    @Override
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    public String text() {
        return text.toString();
    }

    @Override
    public void write(String toWrite) {
        for (byte value : toWrite.getBytes(StandardCharsets.UTF_8)) {
            uart.receive(value & 0xFF);
        }
    }

    @Override
    public void onByte(int value) {
        char character = (char) value;
        text.append(character);
        if (character == '\n') {
            lines.add(new Line(unfinished.toString(), bench.virtualTime()));
            unfinished.setLength(0);
            if (awaited) {
                bench.interrupt();
            }
        } else if (character != '\r') {
            unfinished.append(character);
        }
    }
}

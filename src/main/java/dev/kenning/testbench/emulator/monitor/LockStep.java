package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.platform.monitor.MonitorCall;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Knows the monitor commands of {@code lockstep.py}, which lets machines run in lock step with a program outside.
 *
 * <p>In Renode that file is Python; here it is this class, with the same commands and answers.
 */
final class LockStep {

    /** The name of the file that brings the commands. */
    static final String FILE = "lockstep.py";

    private static final String LINE = "line";
    private static final HexFormat HEX = HexFormat.of();

    private final Emulation emulation;
    private final EmulationHost host;
    private final Map<String, WatchedUart> uarts = new TreeMap<>();
    private boolean stopping;

    LockStep(Emulation emulation, EmulationHost host) {
        this.emulation = emulation;
        this.host = host;
    }

    /** Returns the commands by their names. */
    Map<String, Function<MonitorCall, String>> commands() {
        return Map.of("lockstepWatch", this::watch, "lockstepWrite", this::write, "lockstepRun", this::run);
    }

    private String watch(MonitorCall call) {
        watched(call.text(0));
        return "";
    }

    private WatchedUart watched(String path) {
        return uarts.computeIfAbsent(path, name -> {
            Machine machine = emulation.machine();
            WatchedUart watched = new WatchedUart(machine, machine.uart(name));
            watched.uart.addListener(watched);
            return watched;
        });
    }

    private String write(MonitorCall call) {
        Uart uart = watched(call.text(0)).uart;
        for (byte value : HEX.parseHex(call.text(1))) {
            uart.receive(value & 0xFF);
        }
        return "";
    }

    private String run(MonitorCall call) {
        uarts.values().forEach(WatchedUart::wantNothing);
        for (String rule : call.text(1).split(" ", -1)) {
            int end = rule.lastIndexOf('=');
            if (end > 0) {
                watched(rule.substring(0, end)).want(rule.substring(end + 1));
            }
        }
        stopping = uarts.values().stream().anyMatch(WatchedUart::isSatisfied);
        long nanos = call.number(0);
        if (nanos > 0 && !stopping) {
            host.runFor(emulation.machines(), nanos, () -> stopping);
        }
        uarts.values().forEach(WatchedUart::wantNothing);
        return report();
    }

    private String report() {
        List<String> lines = new ArrayList<>();
        lines.add(String.valueOf(emulation.machine().nanos()));
        uarts.forEach((path, uart) -> uart.take().ifPresent(pieces -> lines.add(path + " " + pieces)));
        return String.join("\n", lines);
    }

    /** Keeps what a UART sends, cut behind every line feed, each piece with the time of its end. */
    private final class WatchedUart implements Uart.Listener {

        private final Machine machine;
        private final Uart uart;
        private final StringBuilder pieces = new StringBuilder();
        private boolean cut = true;
        private long count;
        private long wanted = Long.MAX_VALUE;
        private boolean wantsLine;

        WatchedUart(Machine machine, Uart uart) {
            this.machine = machine;
            this.uart = uart;
        }

        @Override
        public void onByte(int value) {
            if (cut && !pieces.isEmpty()) {
                pieces.append(' ');
            }
            cut = false;
            HEX.toHexDigits(pieces, (byte) value);
            count++;
            boolean line = value == '\n';
            if (line) {
                cut();
            }
            if (count >= wanted || (wantsLine && line)) {
                stopping = true;
                machine.requestStop();
            }
        }

        private void cut() {
            pieces.append('@').append(machine.nanos());
            cut = true;
        }

        void wantNothing() {
            wanted = Long.MAX_VALUE;
            wantsLine = false;
        }

        void want(String rule) {
            wantsLine = rule.equals(LINE);
            wanted = wantsLine ? Long.MAX_VALUE : Long.parseLong(rule);
        }

        boolean isSatisfied() {
            return count >= wanted;
        }

        Optional<String> take() {
            if (pieces.isEmpty()) {
                return Optional.empty();
            }
            if (!cut) {
                cut();
            }
            String taken = pieces.toString();
            pieces.setLength(0);
            count = 0;
            return Optional.of(taken);
        }
    }
}

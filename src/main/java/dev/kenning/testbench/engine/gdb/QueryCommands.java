package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.gdb.Packets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells what the server can, what the board is like, and what its cores are called. */
final class QueryCommands {

    private final DebuggedCores cores;
    private final DebugMemory memory;
    private final int packetSize;

    QueryCommands(DebuggedCores cores, DebugMemory memory, int packetSize) {
        this.cores = cores;
        this.memory = memory;
        this.packetSize = packetSize;
    }

    List<Command> commands() {
        return List.of(
                Command.with("qSupported", fields -> supported()),
                Command.with(
                        "qXfer:features:read:target.xml:",
                        fields -> part(fields, cores.registers().description())),
                Command.with("qXfer:memory-map:read::", fields -> part(fields, memory.map())),
                Command.with("qAttached", fields -> "1"),
                Command.with("qSymbol", fields -> "OK"),
                Command.plain("qC", () -> "QC" + Integer.toHexString(cores.thread())),
                Command.plain("qfThreadInfo", this::threads),
                Command.plain("qsThreadInfo", () -> "l"),
                Command.with("qThreadExtraInfo,", this::describe),
                Command.with("T", this::isAlive),
                Command.with("H", this::select));
    }

    private String supported() {
        return "PacketSize=" + Integer.toHexString(packetSize)
                + ";QStartNoAckMode+;qXfer:features:read+;qXfer:memory-map:read+;vContSupported+;swbreak+;hwbreak+";
    }

    /** Returns the part of a document that a request asks for, and whether it is the last. */
    private static String part(Fields fields, String document) {
        int begin = fields.count();
        fields.expect(',');
        int length = fields.count();
        fields.expectEnd();
        if (begin > document.length()) {
            throw BadRequest.malformed();
        }
        int end = (int) Math.min((long) begin + length, document.length());
        return (end == document.length() ? "l" : "m") + document.substring(begin, end);
    }

    private String threads() {
        return IntStream.rangeClosed(1, cores.count())
                .mapToObj(Integer::toHexString)
                .collect(Collectors.joining(",", "m", ""));
    }

    private String describe(Fields fields) {
        Core core = cores.byThread(fields.thread());
        fields.expectEnd();
        String state = core.isHalted() ? ", halted" : core.isSleeping() ? ", sleeping" : "";
        return Packets.hex(core.name() + " (" + core.cpuType() + ")" + state);
    }

    private String isAlive(Fields fields) {
        cores.byThread(fields.thread());
        fields.expectEnd();
        return "OK";
    }

    /** Selects a core for what comes; which of them runs, a request to run says itself. */
    private String select(Fields fields) {
        boolean general = fields.character() == 'g';
        int thread = fields.thread();
        fields.expectEnd();
        if (thread > 0) {
            Core core = cores.byThread(thread);
            if (general) {
                cores.select(core);
            }
        }
        return "OK";
    }
}

package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.gdb.Packets;
import java.util.List;

/** Reads and writes memory. */
final class MemoryCommands {

    private final DebugMemory memory;
    private final int longestRead;

    /** Creates the commands; a longer read than the longest gets only its beginning. */
    MemoryCommands(DebugMemory memory, int longestRead) {
        this.memory = memory;
        this.longestRead = longestRead;
    }

    List<Command> commands() {
        return List.of(
                Command.with("m", this::read),
                Command.with("M", fields -> write(fields, false)),
                Command.with("X", fields -> write(fields, true)));
    }

    private String read(Fields fields) {
        long address = fields.number();
        fields.expect(',');
        int length = fields.count();
        fields.expectEnd();
        return Packets.hex(memory.read(address, Math.min(length, longestRead)));
    }

    private String write(Fields fields, boolean binary) {
        long address = fields.number();
        fields.expect(',');
        int length = fields.count();
        fields.expect(':');
        byte[] bytes = binary ? fields.bytes() : fields.hexBytes();
        if (bytes.length != length) {
            throw BadRequest.malformed();
        }
        memory.write(address, bytes);
        return "OK";
    }
}

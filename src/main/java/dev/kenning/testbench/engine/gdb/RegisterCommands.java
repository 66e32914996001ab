package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.emulator.core.DebugRegister;
import dev.kenning.testbench.gdb.Packets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads and writes the registers of the selected core. */
final class RegisterCommands {

    private final DebuggedCores cores;

    RegisterCommands(DebuggedCores cores) {
        this.cores = cores;
    }

    List<Command> commands() {
        return List.of(
                Command.plain("g", this::readAll),
                Command.with("G", this::writeAll),
                Command.with("p", this::read),
                Command.with("P", this::write));
    }

    private String readAll() {
        return cores.registers().general().stream().map(RegisterCommands::hex).collect(Collectors.joining());
    }

    private String writeAll(Fields fields) {
        byte[] bytes = fields.hexBytes();
        List<DebugRegister> registers = cores.registers().general();
        if (bytes.length != registers.stream().mapToInt(DebugRegister::bytes).sum()) {
            throw BadRequest.malformed();
        }
        int at = 0;
        for (DebugRegister register : registers) {
            if (register.read().length > 0) {
                set(register, Arrays.copyOfRange(bytes, at, at + register.bytes()));
            }
            at += register.bytes();
        }
        return "OK";
    }

    private String read(Fields fields) {
        int number = fields.count();
        fields.expectEnd();
        return hex(cores.registers().get(number));
    }

    private String write(Fields fields) {
        int number = fields.count();
        fields.expect('=');
        set(cores.registers().get(number), fields.hexBytes());
        return "OK";
    }

    /** Returns the value in hexadecimal, or as many {@code x} if the core has no such register. */
    private static String hex(DebugRegister register) {
        byte[] value = register.read();
        return value.length == 0 ? "xx".repeat(register.bytes()) : Packets.hex(value);
    }

    private static void set(DebugRegister register, byte[] bytes) {
        try {
            register.write(bytes);
        } catch (IllegalArgumentException e) {
            throw BadRequest.malformed();
        }
    }
}

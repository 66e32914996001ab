package dev.kenning.testbench.engine.gdb;

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
        return cores.registers().general().stream().map(Register::hex).collect(Collectors.joining());
    }

    private String writeAll(Fields fields) {
        byte[] bytes = fields.hexBytes();
        List<Register> registers = cores.registers().general();
        if (bytes.length != registers.stream().mapToInt(Register::bytes).sum()) {
            throw BadRequest.malformed();
        }
        int at = 0;
        for (Register register : registers) {
            if (!register.isAbsent()) {
                register.write(Arrays.copyOfRange(bytes, at, at + register.bytes()));
            }
            at += register.bytes();
        }
        return "OK";
    }

    private String read(Fields fields) {
        int number = fields.count();
        fields.expectEnd();
        return cores.registers().get(number).hex();
    }

    private String write(Fields fields) {
        int number = fields.count();
        fields.expect('=');
        cores.registers().get(number).write(fields.hexBytes());
        return "OK";
    }
}

package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.core.riscv.CustomInstruction;
import dev.kenning.testbench.emulator.core.riscv.RiscV;
import dev.kenning.testbench.emulator.peripheral.SpringbokControlBlock;
import dev.kenning.testbench.emulator.peripheral.SpringbokControlBlock.Stop;
import java.util.List;
import java.util.Locale;

/**
 * Executes Springbok's instructions of major opcode custom-3 ({@code renode-integration.md}, section 8.1): {@code
 * simprint}, {@code xcount}, {@code hostreq} and {@code finish}.
 */
final class SpringbokInstructions implements CustomInstruction {

    private static final int LONGEST_TEXT = 255;

    /** By the number that {@code simprint} takes. */
    private static final List<Level> LEVELS = List.of(Level.ERROR, Level.WARNING, Level.INFO, Level.DEBUG, Level.NOISY);

    private final Machine machine;

    SpringbokInstructions(Machine machine) {
        this.machine = machine;
    }

    @Override
    public void execute(RiscV core, int word) {
        int function = word >>> 12 & 7;
        switch (function) {
            case 0 -> print(core, word);
            case 1 -> core.setRegister(destination(word), core.startedInstructions());
            case 2 -> stop(core, Stop.HOST_REQUEST);
            case 3 -> stop(core, Stop.FINISH);
            default ->
                log(
                        core,
                        Level.ERROR,
                        String.format(
                                Locale.ROOT, "custom-3 instruction 0x%08X: there is no function %d", word, function));
        }
    }

    /** What is a destination elsewhere holds the level here. */
    private void print(RiscV core, int word) {
        int level = (int) Math.min(core.register(destination(word)), LEVELS.size() - 1L);
        long number = core.register(word >>> 20 & 31);
        log(
                core,
                LEVELS.get(level),
                String.format(
                        Locale.ROOT,
                        "simprint: \"%s\", %d (0x%X)",
                        textAt((int) core.register(word >>> 15 & 31)),
                        number,
                        number));
    }

    private String textAt(int address) {
        StringBuilder text = new StringBuilder();
        while (text.length() < LONGEST_TEXT) {
            int character = machine.bus().readByte(address + text.length());
            if (character == 0) {
                break;
            }
            text.append((char) (character & 0x7F));
        }
        return text.toString();
    }

    private void stop(RiscV core, Stop reason) {
        machine.parts().stream()
                .map(Part::object)
                .filter(SpringbokControlBlock.class::isInstance)
                .map(SpringbokControlBlock.class::cast)
                .findFirst()
                .ifPresentOrElse(block -> block.stop(reason), () -> core.setHalted(true));
        if (reason == Stop.FINISH) {
            log(core, Level.INFO, "The program has finished; the core is halted.");
        }
    }

    private void log(RiscV core, Level level, String text) {
        machine.log().log(level, core.name(), text);
    }

    private static int destination(int word) {
        return word >>> 7 & 31;
    }
}

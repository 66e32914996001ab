package dev.kenning.testbench.board;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Describes a board: what it is made of, which of its UARTs does what, and the files that make it run.
 *
 * @param name Zephyr's board name, such as {@code stm32f746g_disco}
 * @param displayName the name on the box
 * @param aliases other names it answers to, such as today's names with qualifiers
 * @param core the processor core, such as {@code cortex-m7}
 * @param flashKilobytes flash memory in KiB
 * @param ramKilobytes memory that a model may use, in KiB (Kenning's {@code ram_size_kb})
 * @param console the UART that prints the log; {@code log} if that is the simulator's own
 * @param kcomms the UART that speaks the Kenning Protocol; the console's where {@code speaksProtocol} is false
 * @param speaksProtocol whether the board has such a UART; else it only runs programs that print their results
 * @param protocol the generation of the Kenning Protocol that its firmware speaks, 1 or 3
 * @param baudRate the speed of its UARTs where it is a real board
 * @param platform the {@code .repl} file, or the {@code .resc} file of a board that needs more than a description
 * @param firmware the prebuilt reference device, if the project ships one
 * @param welcome the console line after which the device listens
 * @param postStartCommands monitor commands that let the firmware start, once time passes
 * @param remark what a user should know before choosing the board, as a sentence
 */
public record Board(
        String name,
        String displayName,
        List<String> aliases,
        String core,
        int flashKilobytes,
        int ramKilobytes,
        String console,
        String kcomms,
        boolean speaksProtocol,
        int protocol,
        int baudRate,
        Path platform,
        Optional<Path> firmware,
        String welcome,
        List<String> postStartCommands,
        Optional<String> remark) {

    /** What a board says for its console if its firmware prints into the simulator's log. */
    private static final String LOG = "log";

    /** Copies the lists. */
    public Board {
        aliases = List.copyOf(aliases);
        postStartCommands = List.copyOf(postStartCommands);
    }

    /** Tells whether the firmware prints into the simulator's log instead of a UART. */
    public boolean printsIntoLog() {
        return console.equals(LOG);
    }

    /** Tells whether the console and the protocol share one UART, so that nothing can be printed. */
    public boolean sharesConsole() {
        return console.equals(kcomms);
    }

    /** Returns this board with other memory, in KiB. */
    public Board withMemory(int flash, int ram) {
        return new Board(
                name,
                displayName,
                aliases,
                core,
                flash,
                ram,
                console,
                kcomms,
                speaksProtocol,
                protocol,
                baudRate,
                platform,
                firmware,
                welcome,
                postStartCommands,
                remark);
    }

    /** Returns this board with another firmware, on another platform. */
    Board running(Path otherFirmware, Path otherPlatform) {
        return running(otherFirmware, otherPlatform, console, kcomms, baudRate);
    }

    /** Returns this board with another firmware, which uses other UARTs, on another platform. */
    Board running(Path otherFirmware, Path otherPlatform, String otherConsole, String otherKcomms, int otherBaudRate) {
        return new Board(
                name,
                displayName,
                aliases,
                core,
                flashKilobytes,
                ramKilobytes,
                otherConsole,
                otherKcomms,
                speaksProtocol,
                protocol,
                otherBaudRate,
                otherPlatform,
                Optional.of(otherFirmware),
                welcome,
                postStartCommands,
                remark);
    }
}

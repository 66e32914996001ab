package dev.kenning.testbench.cli;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.FirmwareBundle;
import dev.kenning.testbench.engine.serve.BoardSimulation;
import dev.kenning.testbench.engine.serve.TerminalAddress;
import dev.kenning.testbench.text.BadInputException;
import java.util.Optional;

/**
 * Says who reads the UARTs of a simulated board: each has one reader.
 *
 * @param program the program and its board
 * @param kcomms where the UART of the protocol is offered, if it is
 * @param console where the UART of the console is offered, if it is
 * @param printed whether the console is printed
 */
record UartPlan(
        FirmwareBundle program, Optional<TerminalAddress> kcomms, Optional<TerminalAddress> console, boolean printed) {

    /**
     * What the user wants.
     *
     * @param kcomms whether the UART of the protocol is to be offered
     * @param kcommsAddress where, if he says so
     * @param console whether the UART of the console is to be read
     * @param consoleAddress where it is to be offered instead of printed, if he says so
     */
    record Wish(
            boolean kcomms,
            Optional<TerminalAddress> kcommsAddress,
            boolean console,
            Optional<TerminalAddress> consoleAddress) {}

    /**
     * Makes the plan.
     *
     * @throws BadInputException if a UART would have two readers, or there is none to offer
     */
    static UartPlan of(FirmwareBundle program, Wish wish) {
        if (!wish.kcomms() && wish.kcommsAddress().isPresent()) {
            throw new BadInputException("--no-kcomms and --kcomms exclude each other");
        }
        if (!program.speaksProtocol() && wish.kcommsAddress().isPresent()) {
            throw new BadInputException("--kcomms has nothing to offer: " + program.application() + " on "
                    + program.board().name() + " has no kcomms UART");
        }
        Optional<TerminalAddress> kcomms = wish.kcomms() && program.speaksProtocol()
                ? wish.kcommsAddress().or(() -> Optional.of(new TerminalAddress.Tcp(0)))
                : Optional.empty();
        boolean consoleIsFree = !program.board().printsIntoLog()
                && !(kcomms.isPresent() && program.board().sharesConsole());
        if (!consoleIsFree && wish.consoleAddress().isPresent()) {
            throw new BadInputException("--console has nothing to offer: " + occupied(program.board()));
        }
        return new UartPlan(
                program,
                kcomms,
                wish.consoleAddress(),
                consoleIsFree && wish.console() && wish.consoleAddress().isEmpty());
    }

    private static String occupied(Board board) {
        return board.printsIntoLog()
                ? board.name() + " prints into the simulator's log"
                : board.console() + " of " + board.name()
                        + " is its kcomms UART too, and a UART has one reader; --no-kcomms gives it to the console";
    }

    /** Adds what is offered to a simulation. */
    void offer(BoardSimulation.Builder builder) {
        kcomms.ifPresent(address -> builder.offer(program.board().kcomms(), address));
        console.ifPresent(address -> builder.offer(program.board().console(), address));
    }

    /** Says where the console is. */
    String describeConsole(BoardSimulation simulation) {
        Board board = program.board();
        if (board.printsIntoLog()) {
            return "the simulator's log";
        }
        if (console.isPresent()) {
            return offered(simulation, board.console());
        }
        if (printed) {
            return board.console() + ", printed here";
        }
        return kcomms.isPresent() && board.sharesConsole()
                ? "none, " + board.console() + " is kcomms"
                : board.console() + ", not read";
    }

    /** Says where the UART of the protocol is. */
    String describeKcomms(BoardSimulation simulation) {
        if (kcomms.isPresent()) {
            return offered(simulation, program.board().kcomms());
        }
        return program.speaksProtocol()
                ? program.board().kcomms() + ", not offered"
                : "none, the program has no such UART";
    }

    private static String offered(BoardSimulation simulation, String uart) {
        return simulation.address(uart).orElseThrow() + " (" + uart + ")";
    }
}

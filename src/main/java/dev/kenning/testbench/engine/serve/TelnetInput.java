package dev.kenning.testbench.engine.serve;

/** Takes telnet's commands (RFC 854) out of what a client sends. */
final class TelnetInput {

    /** What Renode sends to a client first: DO BINARY, WILL ECHO, WILL SUPPRESS-GO-AHEAD, WONT LINEMODE. */
    static final byte[] GREETING = {-1, -3, 0, -1, -5, 1, -1, -5, 3, -1, -4, 0x22};

    static final int INTERPRET_AS_COMMAND = 0xFF;

    private static final int SUBNEGOTIATION_END = 0xF0;
    private static final int SUBNEGOTIATION = 0xFA;
    private static final int WILL = 0xFB;

    private enum State {
        TEXT,
        COMMAND,
        OPTION,
        SUBNEGOTIATION,
        COMMAND_IN_SUBNEGOTIATION
    }

    private State state = State.TEXT;

    /** Moves the text among the first bytes to the front, and returns its length. */
    int filter(byte[] bytes, int length) {
        int kept = 0;
        for (int i = 0; i < length; i++) {
            if (isText(bytes[i] & 0xFF)) {
                bytes[kept++] = bytes[i];
            }
        }
        return kept;
    }

    private boolean isText(int value) {
        boolean command = value == INTERPRET_AS_COMMAND;
        boolean text = (state == State.TEXT && !command) || (state == State.COMMAND && command);
        state = next(value, command);
        return text;
    }

    private State next(int value, boolean command) {
        return switch (state) {
            case TEXT -> command ? State.COMMAND : State.TEXT;
            case COMMAND -> afterCommand(value, command);
            case OPTION -> State.TEXT;
            case SUBNEGOTIATION -> command ? State.COMMAND_IN_SUBNEGOTIATION : State.SUBNEGOTIATION;
            case COMMAND_IN_SUBNEGOTIATION -> value == SUBNEGOTIATION_END ? State.TEXT : State.SUBNEGOTIATION;
        };
    }

    private static State afterCommand(int value, boolean command) {
        if (value == SUBNEGOTIATION) {
            return State.SUBNEGOTIATION;
        }
        return value >= WILL && !command ? State.OPTION : State.TEXT;
    }
}

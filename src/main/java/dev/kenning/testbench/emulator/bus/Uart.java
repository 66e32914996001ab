package dev.kenning.testbench.emulator.bus;

import java.nio.charset.StandardCharsets;

/**
 * A serial port of a machine, seen from outside: a terminal, a tester and a session's port may all listen to one.
 *
 * <p>Bytes leave the moment they are written and arrive the moment they are given, as in Renode's models: there is no
 * baud pacing and no overrun.
 */
public interface Uart extends Peripheral {

    /** Hears every byte that a UART transmits, in order, on the machine's thread. */
    @FunctionalInterface
    interface Listener {

        /** Takes a byte, 0 to 255. */
        void onByte(int value);
    }

    /** Adds a listener; each listener hears every byte sent from now on. */
    void addListener(Listener listener);

    /** Removes a listener, if it is there. */
    void removeListener(Listener listener);

    /** Puts a byte, 0 to 255, on the receive line. What a disabled receiver misses is lost, as on silicon. */
    void receive(int value);

    @Override
    default void addMembers(Members members) {
        Peripheral.super.addMembers(members);
        members.action("WriteChar value", arguments -> receive((int) Members.integer(arguments.get(0))))
                .action("WriteLine text", arguments -> {
                    for (byte value : (arguments.get(0) + "\r").getBytes(StandardCharsets.UTF_8)) {
                        receive(value & 0xFF);
                    }
                });
    }
}

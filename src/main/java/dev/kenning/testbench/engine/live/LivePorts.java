package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.text.BadInputException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Says where the UARTs of a board can be reached; each address is {@code tcp:HOST:PORT}, {@code pty:PATH} or the name of
 * a serial device.
 *
 * @param kcomms the UART that speaks the Kenning Protocol
 * @param console the UART that prints, if it can be reached
 * @param baudRate the line speed of the protocol, if it is not the board's own
 * @param consoleBaudRate the line speed of the console, if it is not that of the protocol
 */
public record LivePorts(String kcomms, Optional<String> console, OptionalInt baudRate, OptionalInt consoleBaudRate) {

    /** Names ports with one line speed. */
    public LivePorts(String kcomms, Optional<String> console, OptionalInt baudRate) {
        this(kcomms, console, baudRate, OptionalInt.empty());
    }

    /** Returns the ports that {@code testbench.ENGINE.kcomms}, {@code .console} and {@code .baudrate} name, if any. */
    static Optional<LivePorts> configured(String engine, Settings settings) {
        String prefix = "testbench." + engine + ".";
        Optional<String> kcomms = settings.get(prefix + "kcomms");
        return kcomms.map(address -> new LivePorts(
                address,
                settings.get(prefix + "console"),
                settings.get(prefix + "baudrate")
                        .map(text -> OptionalInt.of(baudRate(prefix + "baudrate", text)))
                        .orElse(OptionalInt.empty())));
    }

    private static int baudRate(String setting, String text) {
        try {
            int baudRate = Integer.parseInt(text);
            if (baudRate > 0) {
                return baudRate;
            }
        } catch (NumberFormatException e) {
            throw new BadInputException(refusal(setting, text), e);
        }
        throw new BadInputException(refusal(setting, text));
    }

    private static String refusal(String setting, String text) {
        return setting + " must be a whole number > 0, is '" + text + "'";
    }

    @Override
    public String toString() {
        return "kcomms on " + kcomms
                + console.map(address -> ", console on " + address).orElse("");
    }
}

package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.DeviceState;
import java.util.List;
import java.util.Optional;

/**
 * Answers the bytes of a vector as a device that has just been reset, in whatever way the device exists: as a Linux
 * program, on the embedded engine, on a board.
 */
public interface DeviceUnderTest extends AutoCloseable {

    /** Lets bytes arrive at the device and returns everything it sends before it waits for more. */
    byte[] send(byte[] bytes);

    /** Lets nothing arrive for so long and returns everything the device sends meanwhile. */
    byte[] silence(int milliseconds);

    /** Returns the state of the device's model, if it can be seen from outside. */
    Optional<DeviceState> state();

    /**
     * Returns how the device's receiver ended each event since this was asked last, as numbers such as {@code 0x0305},
     * if it can be seen from outside.
     */
    Optional<List<String>> listenResults();

    @Override
    void close();

    /** Says which variant of the reference device a vector was recorded from; the firmware has one build of each. */
    enum Build {
        CONFORMANCE("kenning-device-conformance"),
        OUTGOING_40("kenning-device-conformance-outgoing40"),
        RESPONSE_64("kenning-device-conformance-response64"),
        LLEXT("kenning-device-conformance-llext"),
        STUB("kenning-device-conformance-stub"),
        LATE_INPUT("kenning-device-conformance-late-input"),
        GENERATION_1("kenning-device-gen1-conformance");

        private final String firmware;

        Build(String firmware) {
            this.firmware = firmware;
        }

        /** Returns the firmware's name: a program of {@code make native}, an ELF of {@code firmware/prebuilt/<board>}. */
        public String firmware() {
            return firmware;
        }
    }

    /** Makes devices that have just been reset. */
    interface Lab {
        DeviceUnderTest reset(Build build);
    }
}

package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Enumeration;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.SystemBus;

/** Gives the system bus the properties that a platform description may set, by Renode's names. */
public final class BusProperties {

    private static final String LITTLE = "LittleEndian";
    private static final Enumeration ENDIANNESS = Enumeration.of("Endianess", LITTLE, "BigEndian");

    private BusProperties() {}

    /** Adds the properties. */
    public static Members addTo(Members members, SystemBus bus) {
        return members.writable(
                        "Endianess", () -> ENDIANNESS.print(LITTLE), value -> requireLittle(ENDIANNESS.member(value)))
                .writable("UnhandledAccessBehaviour", bus::unhandledAccessBehaviour, bus::setUnhandledAccessBehaviour);
    }

    private static void requireLittle(String member) {
        if (!member.equals(LITTLE)) {
            throw new IllegalArgumentException(
                    "The embedded engine's bus is little-endian only: run this board on Renode");
        }
    }
}

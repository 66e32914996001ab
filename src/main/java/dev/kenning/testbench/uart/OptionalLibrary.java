package dev.kenning.testbench.uart;

/**
 * A library that only some users need, and that a project adds when it does.
 *
 * @param probe a class of the library
 * @param coordinates what to add, as {@code group:artifact}
 * @param purpose what needs it, as the subject of a sentence
 */
public record OptionalLibrary(String probe, String coordinates, String purpose) {

    /** Serial ports. */
    public static final OptionalLibrary SERIAL_PORTS =
            new OptionalLibrary("com.fazecast.jSerialComm.SerialPort", "com.fazecast:jSerialComm", "a serial port");

    /** Pseudo-terminals. */
    public static final OptionalLibrary PSEUDO_TERMINALS =
            new OptionalLibrary("com.sun.jna.Native", "net.java.dev.jna:jna", "a pseudo-terminal");

    /**
     * Goes on if the library is there.
     *
     * @throws MissingLibraryException if it is not; the message says what to add
     */
    public void require() {
        try {
            Class.forName(probe, false, OptionalLibrary.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new MissingLibraryException(
                    purpose + " needs the library " + coordinates + ", which is not on the class path; add it to the"
                            + " project's dependencies (Kenning Testbench's pom.xml names the version it is tested with)",
                    e);
        }
    }
}

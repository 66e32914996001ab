package dev.kenning.testbench.uart;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** Projects that need neither serial ports nor containers take none of their libraries. */
class OptionalLibraryTest {

    @Test
    void goesOnWhereTheLibraryIs() {
        assertThatCode(OptionalLibrary.SERIAL_PORTS::require).doesNotThrowAnyException();
    }

    @Test
    void saysWhichDependencyASerialPortLacks() throws Exception {
        URL own = SerialPort.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader bare = new URLClassLoader(new URL[] {own}, ClassLoader.getPlatformClassLoader())) {
            var open = bare.loadClass(SerialPort.class.getName()).getMethod("open", String.class, int.class);

            assertThatThrownBy(() -> open.invoke(null, "/dev/ttyACM0", 115_200))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessage(
                            "a serial port needs the library com.fazecast:jSerialComm, which is not on the class path;"
                                    + " add it to the project's dependencies (Kenning Testbench's pom.xml names the version it"
                                    + " is tested with)");
        }
    }
}

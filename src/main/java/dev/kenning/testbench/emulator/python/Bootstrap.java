package dev.kenning.testbench.emulator.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.python.core.PyLong;
import org.python.core.PyObject;
import org.python.core.PyString;
import org.python.core.PyStringMap;
import org.python.core.PySystemState;
import org.python.util.PythonInterpreter;

/** Starts Jython once in this JVM, and gives it the modules of Renode that scripts import. */
final class Bootstrap {

    private static final String FILE = "renode.py";

    /** The names that every script of Renode's finds. */
    private static final PyObject NAMES = start();

    private Bootstrap() {}

    /** Returns new names for a script that shares none with others. */
    static PyStringMap names() {
        return ((PyStringMap) NAMES).copy();
    }

    static PyObject register(long value) {
        return NAMES.__getitem__(new PyString("_RegisterValue"))
                .__call__(new PyLong(new BigInteger(Long.toUnsignedString(value))));
    }

    private static PyObject start() {
        Properties settings = new Properties();
        settings.setProperty("python.cachedir.skip", "true");
        settings.setProperty("python.import.site", "false");
        settings.setProperty("python.console.encoding", "UTF-8");
        PySystemState.initialize(System.getProperties(), settings, new String[0]);
        try (InputStream source = Bootstrap.class.getResourceAsStream(FILE)) {
            if (source == null) {
                throw new IllegalStateException(FILE + " is missing from the jar");
            }
            PythonInterpreter interpreter = new PythonInterpreter(new PyStringMap());
            interpreter.exec(interpreter.compile(new String(source.readAllBytes(), StandardCharsets.UTF_8), FILE));
            return interpreter.getLocals();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

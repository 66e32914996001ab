package dev.kenning.testbench.emulator.python;

import dev.kenning.testbench.emulator.bus.Members.Hex;
import java.math.BigInteger;
import org.python.core.Py;
import org.python.core.PyBoolean;
import org.python.core.PyFloat;
import org.python.core.PyInteger;
import org.python.core.PyLong;
import org.python.core.PyObject;

/** Turns the values of members into Python's, and back. */
final class PythonValues {

    private static final String RAW_VALUE = "RawValue";

    private PythonValues() {}

    static PyObject toPython(Object value) {
        if (value instanceof PyObject object) {
            return object;
        }
        if (value instanceof Hex hex) {
            return hex.style() == Hex.Style.REGISTER ? Bootstrap.register(hex.value()) : unsigned(hex.value());
        }
        if (value instanceof Long number) {
            return number == number.intValue() ? new PyInteger(number.intValue()) : new PyLong(number);
        }
        if (value instanceof Integer number) {
            return new PyInteger(number);
        }
        if (value instanceof Double number) {
            return new PyFloat(number);
        }
        if (value instanceof Boolean flag) {
            return Py.newBoolean(flag);
        }
        return Py.newStringOrUnicode(value.toString());
    }

    /** Returns a number of up to 64 bits without a sign. */
    static PyObject unsigned(long value) {
        return value >= 0 && value <= Integer.MAX_VALUE
                ? new PyInteger((int) value)
                : new PyLong(new BigInteger(Long.toUnsignedString(value)));
    }

    /** Returns Long, Double, Boolean or String. */
    static Object toJava(PyObject value) {
        if (value instanceof PyBoolean flag) {
            return flag.getBooleanValue();
        }
        if (value instanceof PyInteger number) {
            return (long) number.getValue();
        }
        if (value instanceof PyLong number) {
            return number.getValue().longValue();
        }
        if (value instanceof PyFloat number) {
            return number.getValue();
        }
        PyObject raw = value instanceof ScriptObject ? null : value.__findattr__(RAW_VALUE);
        return raw == null ? value.__str__().toString() : toJava(raw);
    }
}

package dev.kenning.testbench.emulator.python;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.uart.OptionalLibrary;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.python.core.CompileMode;
import org.python.core.CompilerFlags;
import org.python.core.Py;
import org.python.core.PyCode;
import org.python.core.PyDictionary;
import org.python.core.PyException;
import org.python.core.PyInteger;
import org.python.core.PyList;
import org.python.core.PyLong;
import org.python.core.PyObject;
import org.python.core.PyTuple;
import org.python.util.PythonInterpreter;

/**
 * The names of one script, or of the monitor, which stay from call to call.
 *
 * <p>Not thread-safe: used by whoever runs the machine.
 */
public final class PythonScope {

    private static final OptionalLibrary JYTHON =
            new OptionalLibrary("org.python.util.PythonInterpreter", "org.python:jython-standalone", "a Python script");

    private final ScriptHost host;
    private final PythonInterpreter interpreter;

    private PythonScope(ScriptHost host) {
        this.host = host;
        interpreter = new PythonInterpreter(Bootstrap.names());
    }

    /**
     * Creates a scope that knows {@code machine}, and {@code self} by the path given.
     *
     * @throws dev.kenning.testbench.uart.MissingLibraryException if Jython is not there
     */
    public static PythonScope of(ScriptHost host, String self) {
        JYTHON.require();
        PythonScope scope = new PythonScope(host);
        scope.interpreter.set("_log", ScriptObject.logger(host));
        scope.setObject("machine", "machine");
        scope.setObject("self", self);
        return scope;
    }

    /** Gives a name to an object of the machine. */
    public void setObject(String name, String path) {
        interpreter.set(name, new ScriptObject(host, path));
    }

    /** Sets a number without a sign. */
    public void setNumber(String name, long value) {
        interpreter.set(name, PythonValues.unsigned(value));
    }

    /** Sets a text. */
    public void setText(String name, String value) {
        interpreter.set(name, Py.newStringOrUnicode(value));
    }

    /** Sets a truth value. */
    public void setFlag(String name, boolean value) {
        interpreter.set(name, Py.newBoolean(value));
    }

    /** Sets an attribute of a named object to a number without a sign, which is a long as .NET's are for IronPython. */
    public void setAttribute(String name, String attribute, long value) {
        interpreter.get(name).__setattr__(attribute, new PyLong(new BigInteger(Long.toUnsignedString(value))));
    }

    /** Gives a name to an empty dictionary, or to that which another scope has under this name. */
    public void shareDictionary(String name, Optional<PythonScope> other) {
        interpreter.set(name, other.map(scope -> scope.interpreter.get(name)).orElseGet(PyDictionary::new));
    }

    /** Sets the type of a named request. */
    public void setRequestType(String name, String type) {
        interpreter.get(name).__setattr__("type", Py.newString(type));
    }

    /** Makes a request that a script is handed again and again. */
    public void setRequest(String name) {
        interpreter.set(name, interpreter.get("_Request").__call__());
    }

    /** Returns a named number's low 64 bits. */
    public long number(String name) {
        return number(interpreter.get(name));
    }

    /** Returns the low 64 bits of an attribute of a named object. */
    public long attribute(String name, String attribute) {
        return number(interpreter.get(name).__getattr__(attribute));
    }

    private static long number(PyObject value) {
        if (value instanceof PyInteger || value instanceof PyLong) {
            return Members.integer(PythonValues.toJava(value));
        }
        throw new PythonException("Specified cast is not valid.", "InvalidCastException", new ClassCastException());
    }

    /** Returns whether a name stands for something. */
    public boolean has(String name) {
        return interpreter.get(name) != null;
    }

    /**
     * Calls a function.
     *
     * @param arguments Long, Double, Boolean or String
     * @throws PythonException if it fails
     */
    public void call(String function, List<Object> arguments) {
        guarded(() -> interpreter
                .get(function)
                .__call__(arguments.stream().map(PythonValues::toPython).toArray(PyObject[]::new)));
    }

    /** Sends what scripts print to a stream. */
    public void setOutput(OutputStream output) {
        interpreter.setOut(output);
        interpreter.setErr(output);
    }

    /**
     * Compiles a script.
     *
     * @throws PythonException if it is no Python
     */
    public PythonScript compile(String script) {
        return guarded(() -> {
            try {
                PyCode code = interpreter.compile(script, "<string>");
                return () -> run(code);
            } catch (PyException e) {
                throw PythonErrors.of(e, script);
            }
        });
    }

    /**
     * Returns the value of an expression: Long, Double, Boolean, String or a list of these; nothing for a statement, and for None.
     *
     * @throws PythonException if it is no Python, or fails, or its value has no place in an answer
     */
    @SuppressWarnings("ReferenceEquality") // as Python's "is None"
    public Optional<Object> evaluate(String script) {
        return guarded(() -> {
            PyCode code;
            try {
                code = Py.compile_flags(script, "<string>", CompileMode.eval, new CompilerFlags());
            } catch (PyException e) {
                if (!e.match(Py.SyntaxError)) {
                    throw e;
                }
                try {
                    interpreter.exec(interpreter.compile(script, "<string>"));
                } catch (PyException failed) {
                    throw PythonErrors.of(failed, script);
                }
                return Optional.<Object>empty();
            }
            PyObject value = interpreter.eval(code);
            if (value == Py.None) {
                return Optional.<Object>empty();
            }
            if (value instanceof PyLong) {
                String type =
                        value.getType().getName().equals("UInt64") ? "System.UInt64" : "System.Numerics.BigInteger";
                throw unmapped(type);
            }
            return Optional.of(answer(value));
        });
    }

    /** Returns a value, or the values of a sequence, as an answer has them. */
    private static Object answer(PyObject value) {
        if (value instanceof PyDictionary) {
            throw unmapped("IronPython.Runtime.PythonDictionary");
        }
        if (value instanceof ScriptObject object) {
            throw unmapped(object.dotNetType());
        }
        if (value instanceof PyList || value instanceof PyTuple) {
            List<Object> items = new ArrayList<>();
            value.asIterable().forEach(item -> items.add(answer(item)));
            return items;
        }
        return PythonValues.toJava(value);
    }

    private static PythonException unmapped(String type) {
        return new PythonException(
                "Type " + type + " cannot be mapped to an XML-RPC type", "ArgumentException", new ClassCastException());
    }

    private void run(PyCode code) {
        guarded(() -> {
            interpreter.exec(code);
            return code;
        });
    }

    private static <T> T guarded(Supplier<T> action) {
        try {
            return action.get();
        } catch (PyException e) {
            throw PythonErrors.of(e);
        } catch (PythonException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PythonException(String.valueOf(e.getMessage()), "Exception", e);
        }
    }
}

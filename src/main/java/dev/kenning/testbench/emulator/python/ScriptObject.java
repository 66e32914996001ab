package dev.kenning.testbench.emulator.python;

import dev.kenning.testbench.emulator.bus.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyObject;
import org.python.core.PyString;

/** An object of the machine in a script's hands: its members, its log, and the way to other objects. */
final class ScriptObject extends PyObject {

    private static final long serialVersionUID = 1L;

    private static final Map<String, Integer> LOG_LEVELS = Map.of(
            "NoisyLog", -1,
            "DebugLog", 0,
            "InfoLog", 1,
            "WarningLog", 2,
            "ErrorLog", 3);

    /** How scripts come from one object to another. */
    private static final Map<String, String> WAYS =
            Map.of("SystemBus", "sysbus", "Bus", "sysbus", "Machine", "machine");

    private final transient ScriptHost host;
    private final String path;

    ScriptObject(ScriptHost host, String path) {
        this.host = host;
        this.path = path;
    }

    /** Returns the function that logs a text of nobody's. */
    static PyObject logger(ScriptHost host) {
        return new ScriptFunction(arguments -> {
            host.log(
                    (int) Members.integer(arguments.get(0)),
                    "",
                    CompositeFormat.fill(arguments.get(1).toString(), arguments.subList(2, arguments.size())));
            return Py.None;
        });
    }

    /** Returns what .NET calls the type of the object, as far as it matters here. */
    String dotNetType() {
        return switch (path) {
            case "machine" -> "Antmicro.Renode.Core.Machine";
            case "monitor" -> "Antmicro.Renode.UserInterface.Monitor";
            case "sysbus" -> "Antmicro.Renode.Peripherals.Bus.SystemBus";
            default -> "Antmicro.Renode.Peripherals." + path;
        };
    }

    private boolean isMachine() {
        return path.equals("machine") || path.equals("monitor");
    }

    private Optional<Members> members() {
        return host.members(path);
    }

    @Override
    public @Nullable PyObject __findattr_ex__(String name) {
        Optional<Members> members = members();
        Members.Property property = members.flatMap(it -> it.property(name)).orElse(null);
        if (property != null && property.isReadable()) {
            return PythonValues.toPython(property.get());
        }
        if (name.equals("Log")) {
            return new ScriptFunction(
                    arguments -> log((int) Members.integer(arguments.get(0)), arguments.subList(1, arguments.size())));
        }
        Integer level = LOG_LEVELS.get(name);
        if (level != null) {
            return new ScriptFunction(arguments -> log(level, arguments));
        }
        if (name.equals("GetMachine")) {
            return new ScriptFunction(arguments -> new ScriptObject(host, "machine"));
        }
        Members.Method method = members.flatMap(it -> it.method(name)).orElse(null);
        if (method != null) {
            return new ScriptFunction(arguments -> invoke(method, arguments));
        }
        if (name.equals("Name") || name.equals("GetName")) {
            return isMachine() ? new PyString(host.name()) : new PyString(path);
        }
        if (name.equals("Parse") && path.equals("monitor")) {
            return new ScriptFunction(arguments -> host.execute(arguments.get(0).toString()));
        }
        String way = WAYS.get(name);
        return way == null ? super.__findattr_ex__(name) : new ScriptObject(host, way);
    }

    private static Object invoke(Members.Method method, List<Object> arguments) {
        if (arguments.size() < method.least() || arguments.size() > method.most()) {
            throw Py.TypeError(method.signature().split(" ", 2)[0] + "() takes other arguments: " + method.signature()
                    + " (" + arguments.size() + " given)");
        }
        return method.action().invoke(arguments);
    }

    private Object log(int level, List<Object> arguments) {
        String source = isMachine() ? host.name() : path.replaceFirst("^sysbus\\.", "");
        host.log(
                level,
                source,
                CompositeFormat.fill(arguments.get(0).toString(), arguments.subList(1, arguments.size())));
        return Py.None;
    }

    @Override
    public void __setattr__(String name, PyObject value) {
        Members.Property property = members()
                .flatMap(it -> it.property(name))
                .filter(Members.Property::isWritable)
                .orElseThrow(() -> Py.AttributeError("'" + path + "' object has no attribute '" + name + "'"));
        property.set(PythonValues.toJava(value));
    }

    @Override
    public @Nullable PyObject __finditem__(PyObject key) {
        String name = key.toString();
        if (host.members(name).isEmpty()) {
            throw new IllegalArgumentException("Could not find object '" + name + "'.");
        }
        return new ScriptObject(host, name);
    }

    @Override
    public void noAttributeError(String name) {
        throw Py.AttributeError("'" + path + "' object has no attribute '" + name + "'");
    }

    @Override
    public PyString __str__() {
        return new PyString(toString());
    }

    @Override
    public PyString __repr__() {
        return __str__();
    }

    @Override
    public String toString() {
        return isMachine() ? host.name() : path;
    }

    /** What a script calls. */
    private static final class ScriptFunction extends PyObject {

        private static final long serialVersionUID = 1L;

        private final transient Members.Action action;

        ScriptFunction(Members.Action action) {
            this.action = action;
        }

        @Override
        public PyObject __call__(PyObject[] arguments, String[] keywords) {
            List<Object> values = new ArrayList<>(arguments.length);
            for (PyObject argument : arguments) {
                values.add(PythonValues.toJava(argument));
            }
            return PythonValues.toPython(action.invoke(values));
        }
    }
}

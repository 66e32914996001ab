package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.python.PythonScope;
import java.util.List;

/** A device whose behaviour is a script of its platform's author ({@code Python.PythonPeripheral}). */
final class PythonDevice implements Peripheral {

    private static final String REQUEST = "request";
    private static final int CONTROL_BYTES = 8;

    private final Hook script;
    private final boolean initable;
    private boolean initialised;

    /**
     * Compiles a device's script.
     *
     * @param initable whether the script is to be called once before its first request
     * @throws MachineException if it is no Python
     */
    PythonDevice(Machine machine, String name, String script, long size, boolean initable) {
        this.script = Hook.of(machine, name, script);
        this.initable = initable;
        this.script.scope().setRequest(REQUEST);
        this.script.scope().setNumber("size", size);
    }

    @Override
    public int read(int offset, int width) {
        return (int) request("READ", offset, width, 0);
    }

    @Override
    public void write(int offset, int width, int value) {
        request("WRITE", offset, width, value & -1L >>> (64 - 8 * width));
    }

    @Override
    public void reset() {
        initialised = false;
        initialise();
    }

    private long request(String type, long offset, int width, long value) {
        initialise();
        PythonScope scope = script.scope();
        scope.setAttribute(REQUEST, "offset", offset);
        scope.setAttribute(REQUEST, "length", width);
        scope.setAttribute(REQUEST, "value", value);
        return answer(type);
    }

    private void initialise() {
        if (!initialised) {
            initialised = true;
            if (initable) {
                answer("INIT");
            }
        }
    }

    private long answer(String type) {
        script.scope().setRequestType(REQUEST, type);
        return script.run() ? script.scope().attribute(REQUEST, "value") : 0;
    }

    @Override
    public void addMembers(Members members) {
        Peripheral.super.addMembers(members);
        members.method("ControlRead command value", arguments -> Members.Hex.quad(control(arguments)))
                .action("ControlWrite command value", this::control)
                .action("EnsureInit", arguments -> initialise());
    }

    private long control(List<Object> arguments) {
        return request("USER", Members.integer(arguments.get(0)), CONTROL_BYTES, Members.integer(arguments.get(1)));
    }
}

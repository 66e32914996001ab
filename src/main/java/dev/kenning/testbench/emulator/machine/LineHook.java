package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Uart;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Calls a script with each line that a UART transmits and that has a text in it. */
final class LineHook implements Uart.Listener {

    private final String wanted;
    private final Hook hook;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private LineHook(String wanted, Hook hook) {
        this.wanted = wanted;
        this.hook = hook;
    }

    static void addTo(Members members, Uart uart, String name, Machine machine) {
        members.action("AddLineHook contains script", arguments -> add(uart, name, machine, arguments));
    }

    private static void add(Uart uart, String name, Machine machine, List<Object> arguments) {
        Hook hook = Hook.of(machine, name, arguments.get(1).toString());
        hook.scope().setObject("uart", name);
        uart.addListener(new LineHook(arguments.get(0).toString(), hook));
    }

    @Override
    public void onByte(int value) {
        if (value == '\n') {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            if (text.contains(wanted)) {
                hook.scope().setText("line", text);
                hook.run();
            }
        } else if (value != '\r') {
            line.write(value);
        }
    }
}

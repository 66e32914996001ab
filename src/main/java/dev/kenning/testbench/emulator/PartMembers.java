package dev.kenning.testbench.emulator;

import dev.kenning.testbench.emulator.Members.Hex;
import dev.kenning.testbench.emulator.arm.CortexM;
import dev.kenning.testbench.emulator.peripheral.Button;
import dev.kenning.testbench.emulator.peripheral.Led;
import dev.kenning.testbench.emulator.riscv.RiscV;
import java.nio.charset.StandardCharsets;

/** Gives the parts of a machine their members, by Renode's names. */
final class PartMembers {

    private PartMembers() {}

    static Members of(Part part, Machine machine) {
        Members members = new Members();
        Object object = part.object();
        if (object instanceof Core core) {
            CoreMembers.add(members, core, machine);
        }
        if (object instanceof CortexM core) {
            CortexMMembers.add(members, core);
        }
        if (object instanceof RiscV core) {
            RiscVMembers.add(members, core);
            PythonFiles.add(members, core, machine);
        }
        if (object instanceof Peripheral peripheral) {
            addPeripheral(members, peripheral);
        }
        if (object instanceof Uart uart) {
            addUart(members, uart);
        }
        if (object instanceof Led led) {
            members.readable("State", led::isLit);
        }
        if (object instanceof Button button) {
            members.readable("Pressed", button::isPressed)
                    .method("Press", arguments -> done(button::press))
                    .method("Release", arguments -> done(button::release))
                    .method(
                            "PressAndRelease",
                            arguments -> done(() -> {
                                button.press();
                                button.release();
                            }));
        }
        if (object instanceof Memory memory) {
            members.readable("Size", () -> Hex.quad(memory.size()));
        }
        return members;
    }

    private static void addPeripheral(Members members, Peripheral peripheral) {
        members.method("Reset", arguments -> done(peripheral::reset));
        addAccess(members, peripheral, "Byte", 1, Hex.Style.BYTE);
        addAccess(members, peripheral, "Word", 2, Hex.Style.HALF);
        addAccess(members, peripheral, "DoubleWord", 4, Hex.Style.WORD);
    }

    private static void addAccess(Members members, Peripheral peripheral, String name, int width, Hex.Style style) {
        long mask = 0xFFFF_FFFFL >>> (32 - 8 * width);
        members.method(
                        "Read" + name + " offset",
                        arguments ->
                                new Hex(peripheral.read((int) Members.integer(arguments.get(0)), width) & mask, style))
                .method(
                        "Write" + name + " offset value",
                        arguments -> done(() -> peripheral.write((int) Members.integer(arguments.get(0)), width, (int)
                                Members.integer(arguments.get(1)))));
    }

    private static void addUart(Members members, Uart uart) {
        members.method(
                        "WriteChar value",
                        arguments -> done(() -> uart.receive((int) Members.integer(arguments.get(0)))))
                .method(
                        "WriteLine text",
                        arguments -> done(() -> {
                            for (byte value : (arguments.get(0) + "\r").getBytes(StandardCharsets.UTF_8)) {
                                uart.receive(value & 0xFF);
                            }
                        }));
    }

    private static String done(Runnable action) {
        action.run();
        return "";
    }
}

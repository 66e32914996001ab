package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.Watchpoint;
import dev.kenning.testbench.emulator.bus.Watchpoint.Kind;
import dev.kenning.testbench.emulator.machine.Debugger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sets breakpoints and watchpoints.
 *
 * <p>All of them live in the engine: nothing is written into the program's memory, and their number is unlimited.
 */
final class StopCommands {

    private static final int SOFTWARE = 0;
    private static final int HARDWARE = 1;
    private static final List<Kind> WATCHED = List.of(Kind.WRITE, Kind.READ, Kind.ACCESS);

    private record Breakpoint(int type, long address) {}

    private final Debugger debugger;
    private final Set<Breakpoint> breakpoints = new HashSet<>();

    StopCommands(Debugger debugger) {
        this.debugger = debugger;
    }

    List<Command> commands() {
        return List.of(
                Command.with("Z", fields -> change(fields, true)), Command.with("z", fields -> change(fields, false)));
    }

    /** Returns how stop replies call what is at an address. */
    String reason(long address) {
        return breakpoints.contains(new Breakpoint(SOFTWARE, address)) ? "swbreak" : "hwbreak";
    }

    /** Returns how stop replies call a watchpoint. */
    static String reason(Watchpoint point) {
        return switch (point.kind()) {
            case WRITE -> "watch";
            case READ -> "rwatch";
            case ACCESS -> "awatch";
        };
    }

    private String change(Fields fields, boolean insert) {
        int type = fields.count();
        fields.expect(',');
        long address = fields.number();
        fields.expect(',');
        long size = fields.number();
        fields.expectEnd();
        if (type <= HARDWARE) {
            return breakpoint(new Breakpoint(type, address), insert);
        }
        int watched = type - HARDWARE - 1;
        return watched < WATCHED.size() ? watchpoint(WATCHED.get(watched), address, size, insert) : "";
    }

    private String breakpoint(Breakpoint point, boolean insert) {
        if (insert) {
            breakpoints.add(point);
            debugger.addBreakpoint(point.address());
            return "OK";
        }
        breakpoints.remove(point);
        if (breakpoints.stream().noneMatch(other -> other.address() == point.address())) {
            debugger.removeBreakpoint(point.address());
        }
        return "OK";
    }

    private String watchpoint(Kind kind, long address, long size, boolean insert) {
        Watchpoint point = new Watchpoint(range(address, size), kind);
        if (insert) {
            debugger.addWatchpoint(point);
        } else {
            debugger.removeWatchpoint(point);
        }
        return "OK";
    }

    private static AddressRange range(long address, long size) {
        try {
            return new AddressRange(address, size);
        } catch (IllegalArgumentException e) {
            throw BadRequest.malformed();
        }
    }
}

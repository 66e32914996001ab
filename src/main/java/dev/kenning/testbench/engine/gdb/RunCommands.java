package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Debugger;
import java.util.List;
import java.util.Optional;

/**
 * Lets the machine run.
 *
 * <p>All cores run when one does, as they do without a debugger; a request to step one of them ends when that one has
 * stepped.
 */
final class RunCommands {

    /** What can be asked of a run. */
    interface Control {

        /** Lets time pass; the answer is a stop reply that comes later. */
        void go();

        /** Returns the reply that tells of a stop where the machine stands. */
        String stopped();
    }

    private final DebuggedCores cores;
    private final Debugger debugger;
    private final Control control;

    RunCommands(DebuggedCores cores, Debugger debugger, Control control) {
        this.cores = cores;
        this.debugger = debugger;
        this.control = control;
    }

    List<Command> commands() {
        return List.of(
                Command.plain("?", control::stopped),
                Command.plain("vCont?", () -> "vCont;c;C;s;S;t;r"),
                new Command("vCont;", true, this::runThreads),
                new Command("c", true, fields -> resume(fields, false)),
                new Command("s", true, fields -> resume(fields, true)),
                new Command("C", true, fields -> resumeWithSignal(fields, false)),
                new Command("S", true, fields -> resumeWithSignal(fields, true)));
    }

    private Optional<String> resume(Fields fields, boolean step) {
        Core core = cores.selected();
        if (!fields.isEmpty()) {
            long address = fields.number();
            fields.expectEnd();
            core.setProgramCounter(address);
        }
        if (step) {
            debugger.step(core);
        } else {
            debugger.resume();
        }
        control.go();
        return Optional.empty();
    }

    /** A board knows no signals: they are taken and go nowhere. */
    private Optional<String> resumeWithSignal(Fields fields, boolean step) {
        fields.number();
        if (!fields.isEmpty()) {
            fields.expect(';');
        }
        return resume(fields, step);
    }

    /** The first action that names a thread, or all, is that thread's; the first thread that steps decides. */
    private Optional<String> runThreads(Fields fields) {
        boolean resumes = false;
        boolean decided = false;
        while (!fields.isEmpty()) {
            char action = fields.character();
            Optional<AddressRange> range = Optional.empty();
            if (action == 'C' || action == 'S') {
                fields.number();
            } else if (action == 'r') {
                range = Optional.of(range(fields));
            }
            Core core = fields.skip(':') ? core(fields.thread()) : cores.selected();
            if (!fields.isEmpty()) {
                fields.expect(';');
            }
            switch (action) {
                case 'c', 'C' -> resumes = true;
                case 's', 'S', 'r' -> {
                    if (!decided) {
                        range.ifPresentOrElse(within -> debugger.stepWithin(core, within), () -> debugger.step(core));
                    }
                    decided = true;
                }
                case 't' -> {
                    // Everything stops when anything does, so there is nothing left to stop.
                }
                default -> throw BadRequest.malformed();
            }
        }
        if (resumes && !decided) {
            debugger.resume();
        }
        if (!resumes && !decided) {
            return Optional.of(control.stopped());
        }
        control.go();
        return Optional.empty();
    }

    private Core core(int thread) {
        return thread > 0 ? cores.byThread(thread) : cores.selected();
    }

    private static AddressRange range(Fields fields) {
        long begin = fields.number();
        fields.expect(',');
        long end = fields.number();
        if (begin < 0 || end <= begin || end > 1L << 32) {
            throw BadRequest.malformed();
        }
        return AddressRange.between(begin, end - 1);
    }
}

package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.EngineException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks through the monitor whether a program has faulted and given up, when an answer is overdue.
 *
 * <p>On the console there is often nothing. A core that stands at one place inside the handler of a fault, or does not come
 * out of it for a second of virtual time, is such a case; it is told with the registers and the functions.
 */
final class FaultWatch {

    private static final long SECOND = 1_000_000_000;

    /** A handler that spins does so within so many bytes. */
    private static final long SPINS_WITHIN = 16;

    private record Sighting(long nanos, long programCounter) {}

    private final RemoteBench bench;
    private final Conversation conversation;
    private final Probe probe;
    private final Map<String, Sighting> sightings = new LinkedHashMap<>();

    FaultWatch(RemoteBench bench, Conversation conversation) {
        this.bench = bench;
        this.conversation = conversation;
        probe = new Probe(conversation);
    }

    /**
     * Looks at the cores after nothing has come for a while.
     *
     * @param nanos the virtual time
     * @throws EngineException if the program of one has given up
     */
    void look(long nanos) {
        bench.cores().forEach((core, model) -> look(core, faults(model), nanos));
    }

    /** Whatever is no Cortex-M is asked for the trap registers of RISC-V; a core without them tells nothing. */
    private CoreFaults faults(String model) {
        return model.endsWith("CortexM") ? new CortexMFaults(probe) : new RiscVFaults(probe);
    }

    private void look(String core, CoreFaults faults, long nanos) {
        Optional<String> fault = faults.active(core);
        if (fault.isEmpty()) {
            sightings.remove(core);
            return;
        }
        long programCounter = probe.register(core, "PC").orElse(0);
        Sighting first = sightings.computeIfAbsent(core, any -> new Sighting(nanos, programCounter));
        if (nanos <= first.nanos()) {
            return;
        }
        if (Math.abs(programCounter - first.programCounter()) <= SPINS_WITHIN) {
            throw failure(core, "its fault handler gave up", nanos, faults.story(core, fault.get()));
        }
        if (faults.mustReturn() && nanos - first.nanos() > SECOND) {
            throw failure(
                    core, "its fault handler has not returned for a second", nanos, faults.story(core, fault.get()));
        }
    }

    private EngineException failure(String core, String what, long nanos, String story) {
        return new EngineException(String.format(
                        Locale.ROOT,
                        "the firmware on %s cannot go on: The program on %s faulted, and %s at %.6f s of virtual time.%n%s",
                        bench.board().name(),
                        core,
                        what,
                        nanos / 1e9,
                        story)
                + conversation.log());
    }

    /** Returns where each core is, for messages. */
    String whereCoresAre() {
        return bench.cores().keySet().stream()
                .map(core -> core + " is at "
                        + probe.place(probe.register(core, "PC").orElse(0)))
                .collect(Collectors.joining(", "));
    }
}

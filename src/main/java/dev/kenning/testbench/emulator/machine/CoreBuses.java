package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The buses that cores see: the machine's own, or one for a core that something is registered for.
 *
 * <p>{@code new Bus.BusPointRegistration { address: 0x1000; cpu: cpu0 }} is there for {@code cpu0} only, and for nobody
 * who does not say on whose behalf he asks.
 */
public final class CoreBuses {

    private final SystemBus shared;
    private final Map<String, SystemBus> own = new LinkedHashMap<>();

    CoreBuses(SystemBus shared) {
        this.shared = shared;
    }

    /** Returns the registrations of a description that are for one core, the first one of each core. */
    static Map<String, Value> registrations(PlatformDescription description) {
        Map<String, Value> byCore = new LinkedHashMap<>();
        description.components().stream()
                .flatMap(component -> component.registrations().stream())
                .flatMap(registration -> registration.point().stream())
                .forEach(point -> coreOf(point).ifPresent(core -> byCore.putIfAbsent(core, point)));
        return byCore;
    }

    /** Returns the core that a registration is for. */
    static Optional<String> coreOf(Value point) {
        return Optional.of(point)
                .filter(Value.NewObject.class::isInstance)
                .flatMap(created -> ((Value.NewObject) created).attribute("cpu"))
                .filter(Value.Reference.class::isInstance)
                .map(core -> ((Value.Reference) core).name());
    }

    /** Gives a core a bus of its own, unless it has one. */
    void give(String core) {
        own.computeIfAbsent(core, name -> shared.newView());
    }

    /** Returns the bus that a core sees, or the machine's. */
    public SystemBus of(Optional<String> core) {
        return core.map(own::get).orElse(shared);
    }

    /** Returns the buses of cores that see more than the machine's, by the cores' names. */
    public Map<String, SystemBus> own() {
        return Collections.unmodifiableMap(own);
    }
}

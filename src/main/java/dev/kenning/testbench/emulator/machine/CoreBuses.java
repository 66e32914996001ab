package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.SystemBus;
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
    private final Map<String, SystemBus> all = new LinkedHashMap<>();
    private final Map<String, SystemBus> own = new LinkedHashMap<>();

    CoreBuses(SystemBus shared) {
        this.shared = shared;
    }

    /** Returns the bus that a core is to be made with. */
    SystemBus forCore(String core) {
        return all.computeIfAbsent(core, name -> shared.newView());
    }

    /** Returns the bus on which to put what is for one core, or the machine's. */
    SystemBus toRegisterOn(Optional<String> core) {
        return core.map(name -> own.computeIfAbsent(name, this::forCore)).orElse(shared);
    }

    /** Returns the core that a registration is for. */
    static Optional<String> coreOf(Value point) {
        return Optional.of(point)
                .filter(Value.NewObject.class::isInstance)
                .flatMap(created -> ((Value.NewObject) created).attribute("cpu"))
                .filter(Value.Reference.class::isInstance)
                .map(core -> ((Value.Reference) core).name());
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

package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.peripheral.MissingDevice;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.Connection;
import dev.kenning.testbench.platform.InterruptSource;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.Value;
import java.util.LinkedHashSet;
import java.util.Set;

/** Lets devices whose model this engine lacks be there, for those who asked for it; cores never. */
final class MissingModels {

    private static final String CORES = "CPU.";
    private static final long PAGE = 0x1000;

    private final PlatformDescription platform;

    MissingModels(PlatformDescription platform) {
        this.platform = platform;
    }

    /** Returns what stands for a component; its size is what the platform leaves up to the next device, at most a page. */
    DeviceModel modelOf(Component component, Machine machine) {
        String type = component.type().map(it -> it.name()).orElse("");
        return DeviceModel.of(type, size(component), (builder, it, arguments) -> {
                    machine.log().log(
                            Level.WARNING,
                            component.name(),
                            "The embedded engine does not have the model " + type
                                    + "; a stub stands there that reads 0 and logs each access.");
                    return new MissingDevice(builder.surroundings(component), outputs(component));
                })
                .takesAnything();
    }

    static boolean isCore(String type) {
        return type.startsWith(CORES);
    }

    private static Set<String> outputs(Component component) {
        Set<String> names = new LinkedHashSet<>();
        for (Connection connection : component.connections()) {
            names.add(
                    connection.source() instanceof InterruptSource.Default
                            ? "IRQ"
                            : connection.source().toString());
        }
        return names;
    }

    private long size(Component component) {
        long start = component.registrations().stream()
                .flatMap(registration -> registration.point().stream())
                .mapToLong(MissingModels::start)
                .findFirst()
                .orElse(0);
        return platform.components().stream()
                .flatMap(other -> other.registrations().stream())
                .flatMap(registration -> registration.point().stream())
                .mapToLong(MissingModels::start)
                .filter(other -> other > start)
                .map(other -> other - start)
                .reduce(PAGE, Math::min);
    }

    private static long start(Value point) {
        if (point instanceof Value.Numeric number) {
            return number.isInteger() ? number.asLong() : 0;
        }
        if (point instanceof Value.Range range) {
            return range.begin();
        }
        return point instanceof Value.NewObject created
                        && created.attribute("address").orElse(null) instanceof Value.Numeric number
                ? number.asLong()
                : 0;
    }
}

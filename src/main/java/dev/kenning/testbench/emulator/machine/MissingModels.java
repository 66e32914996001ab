package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.peripheral.MissingCore;
import dev.kenning.testbench.emulator.peripheral.MissingDevice;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.Connection;
import dev.kenning.testbench.platform.InterruptSource;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.TypeName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets devices and cores whose model this engine lacks be there, for those who asked for it; such cores execute nothing. */
final class MissingModels {

    /** What an output is called that a platform connects without a name. */
    static final String DEFAULT_OUTPUT = "IRQ";

    private static final String CORES = "CPU.";
    private static final String CPU_TYPE = "cpuType";
    private static final long PAGE = 0x1000;

    private final PlatformDescription platform;

    MissingModels(PlatformDescription platform) {
        this.platform = platform;
    }

    /** Returns what stands for a component that lacks a model. */
    DeviceModel modelOf(Component component, MissingModel model, Machine machine) {
        return isCore(component) ? core(component, model, machine) : device(component, model, machine);
    }

    private static DeviceModel core(Component component, MissingModel model, Machine machine) {
        return DeviceModel.stub(type(component), 0, (builder, it, arguments) -> {
            machine.log().log(
                    Level.WARNING,
                    component.name(),
                    "The embedded engine does not have the core " + model.name()
                            + ": it stands in the platform and executes nothing.");
            return new MissingCore(outputs(component));
        });
    }

    /** Returns what stands for a core beside which the machine already has one that goes alone. */
    static Optional<DeviceModel> ofSecondCore(Component component, Machine machine) {
        return machine.cores().stream()
                .filter(core -> !core.sharesMachine())
                .findFirst()
                .map(first -> core(
                        component,
                        new MissingModel(
                                type(component) + " beside " + first.name(), List.of(component.position()), ""),
                        machine));
    }

    /** Its size is what the platform leaves up to the next device, at most a page. */
    private DeviceModel device(Component component, MissingModel model, Machine machine) {
        return DeviceModel.stub(type(component), size(component), (builder, it, arguments) -> {
            machine.log().log(
                    Level.WARNING,
                    component.name(),
                    "The embedded engine does not have the model " + model.name()
                            + "; a stub stands there that reads 0 and logs each access.");
            return new MissingDevice(builder.surroundings(component), outputs(component));
        });
    }

    private static String type(Component component) {
        return component.type().map(TypeName::name).orElse("");
    }

    /** A core is registered at no address; outside of their own name space cores have a type of core. */
    static boolean isCore(Component component) {
        return component.registrations().stream()
                        .allMatch(registration -> registration.point().isEmpty())
                && (type(component).startsWith(CORES)
                        || component.property(CPU_TYPE).isPresent());
    }

    private static Set<String> outputs(Component component) {
        Set<String> names = new LinkedHashSet<>();
        for (Connection connection : component.connections()) {
            names.add(
                    connection.source() instanceof InterruptSource.Default
                            ? DEFAULT_OUTPUT
                            : connection.source().toString());
        }
        return names;
    }

    private long size(Component component) {
        long start = component.registrations().stream()
                .flatMap(registration -> registration.address().stream())
                .findFirst()
                .orElse(0L);
        return platform.components().stream()
                .flatMap(other -> other.registrations().stream())
                .flatMap(registration -> registration.address().stream())
                .filter(other -> other > start)
                .map(other -> other - start)
                .reduce(PAGE, Math::min);
    }
}

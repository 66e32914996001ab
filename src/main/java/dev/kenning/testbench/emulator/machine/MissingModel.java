package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.core.arm.CortexM;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.PlatformError;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.Value;
import dev.kenning.testbench.text.NearestWord;
import dev.kenning.testbench.text.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model that a platform asks for and the embedded engine does not have.
 *
 * @param name what the platform calls it, such as {@code UART.NS16550} or {@code CPU.CortexM "cortex-m33"}
 * @param places where the platform asks for it; at least one
 * @param hint a sentence on what the engine has instead, after a blank; may be empty
 */
public record MissingModel(String name, List<Position> places, String hint) {

    /** Copies the places. */
    public MissingModel {
        places = List.copyOf(places);
    }

    /** Returns every model of a platform that the embedded engine does not have, in the order of the description. */
    public static List<MissingModel> of(PlatformDescription platform) {
        Map<String, MissingModel> missing = new LinkedHashMap<>();
        platform.components().stream()
                .map(MissingModel::of)
                .flatMap(Optional::stream)
                .forEach(model -> missing.merge(model.name(), model, MissingModel::and));
        return List.copyOf(missing.values());
    }

    /** Returns the model that a component asks for, if the embedded engine does not have it. */
    static Optional<MissingModel> of(Component component) {
        return missingType(component).or(() -> missingCore(component));
    }

    /**
     * Refuses a platform that asks for such models.
     *
     * @throws PlatformException E04, which names all of them
     */
    static void refuse(PlatformDescription platform) {
        List<MissingModel> missing = of(platform);
        if (missing.stream().allMatch(MissingModel::isCore)) {
            // The core's own constructor says it better.
            return;
        }
        MissingModel first = missing.get(0);
        if (missing.size() == 1 && first.places.size() == 1) {
            throw PlatformError.TYPE_NOT_RESOLVED.across(
                    first.places.get(0),
                    "Could not resolve type: '" + first.name + "'." + first.hint
                            + " The embedded engine does not have this model: leave the component out, load it with"
                            + " --stub-missing ($stubMissing=true), or run this board on Renode.");
        }
        throw PlatformError.TYPE_NOT_RESOLVED.across(
                first.places.get(0),
                "Could not resolve types. The embedded engine does not have these models: leave the components out, load"
                        + " them with --stub-missing ($stubMissing=true), or run this board on Renode."
                        + missing.stream().map(model -> "\n    " + model).collect(Collectors.joining()));
    }

    /** Returns the name with its places and what the engine has instead. */
    @Override
    public String toString() {
        return "'" + name + "' at " + places.stream().map(Position::toString).collect(Collectors.joining(", ")) + "."
                + hint;
    }

    private static Optional<MissingModel> missingType(Component component) {
        return component
                .type()
                .filter(type -> DeviceModels.find(type).isEmpty())
                .map(type -> new MissingModel(
                        type.name(), List.of(type.position()), NearestWord.hint(type.name(), DeviceModels.names())));
    }

    private static Optional<MissingModel> missingCore(Component component) {
        return component
                .type()
                .filter(type -> type.name().equals(CoreModels.CORTEX_M))
                .flatMap(type -> component.property("cpuType"))
                .filter(Value.Text.class::isInstance)
                .map(Value.Text.class::cast)
                .filter(cpuType -> !CortexM.cpuTypes().contains(cpuType.text()))
                .map(cpuType -> new MissingModel(
                        CoreModels.CORTEX_M + " \"" + cpuType.text() + '"',
                        List.of(cpuType.position()),
                        " It has " + String.join(", ", CortexM.cpuTypes()) + "."));
    }

    private boolean isCore() {
        return name.startsWith(CoreModels.CORTEX_M);
    }

    private MissingModel and(MissingModel again) {
        List<Position> both = new ArrayList<>(places);
        both.addAll(again.places);
        return new MissingModel(name, both, hint);
    }
}

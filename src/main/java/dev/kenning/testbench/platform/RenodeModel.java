package dev.kenning.testbench.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One row of {@link RenodeModels}.
 *
 * @param names what each release that has it calls it, below {@code Antmicro.Renode.Peripherals.}
 * @param parameters of the constructor
 * @param properties that can be set after construction
 * @param outputs the names of its interrupts; {@code *} stands for numbers
 * @param place how it stands on the bus
 */
public record RenodeModel(
        Map<RenodeRelease, String> names,
        List<Parameter> parameters,
        Set<String> properties,
        Set<String> outputs,
        Place place) {

    /** How a model stands on the bus. */
    public enum Place {
        /** As a core, without an address. */
        CORE,
        /** At an address; it knows its size. */
        POINT,
        /** At an address; it knows its size, and is written with it. */
        SIZED,
        /** At an address with a size, because it does not know its own. */
        RANGE,
        /** At a pin of a port. */
        GPIO,
        /** Nowhere, or behind another device. */
        NONE
    }

    /** Copies the collections. */
    public RenodeModel {
        names = Map.copyOf(names);
        parameters = List.copyOf(parameters);
        properties = Set.copyOf(properties);
        outputs = Set.copyOf(outputs);
    }

    /** Returns what a release calls it, if the release has it. */
    public Optional<String> nameIn(RenodeRelease release) {
        return Optional.ofNullable(names.get(release));
    }

    /** Returns the parameter that a name or an alias means, whichever release has it. */
    public Optional<Parameter> parameter(String name) {
        return parameters.stream().filter(parameter -> parameter.isCalled(name)).findFirst();
    }

    /** Returns the parameters of a release's constructor. */
    public List<Parameter> parametersIn(RenodeRelease release) {
        return parameters.stream()
                .filter(parameter -> parameter.releases().include(release))
                .toList();
    }
}

package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.platform.Attribute;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.Parameter;
import dev.kenning.testbench.platform.PlatformError;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.RenodeModel;
import dev.kenning.testbench.platform.RenodeModels;
import dev.kenning.testbench.platform.RenodeRelease;
import dev.kenning.testbench.platform.TypeName;
import dev.kenning.testbench.text.NearestWord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One row of {@link DeviceModels}: how a Renode model becomes an object of this engine.
 *
 * @param name below {@code Antmicro.Renode.Peripherals.}, such as {@code UART.STM32F7_USART}
 * @param size bytes of address space, or 0 where only the registration knows
 * @param constructor what Renode's constructor takes; absent for what stands for a model that this engine lacks, which takes all
 * @param isStored whether its registers only keep what is written
 */
record DeviceModel(String name, long size, Optional<RenodeModel> constructor, boolean isStored, Factory factory) {

    /** The release whose language this engine speaks. */
    private static final RenodeRelease SPOKEN = RenodeRelease.V1_15;

    /** Makes the object of a component. */
    @FunctionalInterface
    interface Factory {

        Object create(PlatformBuilder builder, Component component, Arguments arguments);
    }

    /**
     * Makes a row for a model of Renode's.
     *
     * @throws IllegalStateException if {@link RenodeModels} does not know it
     */
    static DeviceModel of(String name, long size, Factory factory) {
        RenodeModel model = RenodeModels.of(name)
                .filter(known -> known.nameIn(SPOKEN).isPresent())
                .orElseThrow(() -> new IllegalStateException("renode-models.txt has no " + name));
        return new DeviceModel(name, size, Optional.of(model), false, factory);
    }

    /** Makes what stands for a model that this engine lacks. */
    static DeviceModel stub(String name, long size, Factory factory) {
        return new DeviceModel(name, size, Optional.empty(), false, factory);
    }

    /** Marks a model that keeps what is written to its registers and does nothing else. */
    DeviceModel storesOnly() {
        return new DeviceModel(name, size, constructor, true, factory);
    }

    /**
     * Creates the object of a component.
     *
     * @throws PlatformException E25, E46 if the attributes do not fit the constructor
     */
    Object create(PlatformBuilder builder, Component component) {
        List<Parameter> parameters =
                constructor.map(model -> model.parametersIn(SPOKEN)).orElse(List.of());
        if (constructor.isPresent()) {
            check(component, parameters);
            tellAliases(builder.machine(), component, parameters);
        }
        return factory.create(builder, component, new Arguments(component, parameters));
    }

    private static void tellAliases(Machine machine, Component component, List<Parameter> parameters) {
        parameters.stream()
                .filter(parameter ->
                        parameter.alias().flatMap(component::property).isPresent())
                .forEach(parameter -> machine.log().log(
                        Level.WARNING,
                        "",
                        "Using alias '" + parameter.alias().orElseThrow() + "' for parameter '" + parameter.name()
                                + "'"));
    }

    private void check(Component component, List<Parameter> parameters) {
        component.properties().values().stream()
                .filter(Attribute.Property::isConstructorArgument)
                .forEach(argument -> check(component, argument, parameters));
        for (Parameter parameter : parameters) {
            List<Attribute.Property> given = component.properties().values().stream()
                    .filter(argument -> parameter.isCalled(argument.name()))
                    .toList();
            if (given.size() > 1) {
                throw PlatformError.ARGUMENT_AND_ALIAS.across(
                        component.typePosition(),
                        given.stream()
                                .map(argument -> argument.name() + " at "
                                        + argument.position().line() + ":"
                                        + argument.position().column())
                                .collect(Collectors.joining(
                                        "\n", "Ambiguous choice between aliased and normal argument name:\n", "")));
            }
            if (given.isEmpty() && parameter.isRequired()) {
                throw unsuitable(
                        component,
                        "'" + parameter.name() + "' (" + parameter.description() + ") is missing. "
                                + signature(parameters));
            }
        }
    }

    private void check(Component component, Attribute.Property argument, List<Parameter> parameters) {
        Parameter parameter = parameters.stream()
                .filter(candidate -> candidate.isCalled(argument.name()))
                .findFirst()
                .orElseThrow(() -> unsuitable(
                        component,
                        "It has no '" + argument.name() + "' (" + place(argument) + ")" + laterRelease(argument.name())
                                + "." + NearestWord.hint(argument.name(), names(parameters)) + " "
                                + signature(parameters)));
        if (!parameter.takes(argument.value())) {
            throw unsuitable(
                    component,
                    "'" + argument.name() + "' (" + place(argument) + ") must be " + parameter.description() + ".");
        }
    }

    private String laterRelease(String parameter) {
        return constructor
                .flatMap(model -> model.parameter(parameter))
                .map(known -> " in release " + SPOKEN + "; " + known.releases().first() + " has")
                .orElse("");
    }

    private static String place(Attribute.Property argument) {
        return argument.value().position().toString();
    }

    private static List<String> names(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::name).toList();
    }

    /** Renode points at the type, whichever attribute is at fault. */
    static PlatformException unsuitable(Component component, String reason) {
        return PlatformError.NO_CONSTRUCTOR.at(
                component.typePosition(),
                "Could not find suitable constructor for type 'Antmicro.Renode.Peripherals."
                        + component.type().map(TypeName::name).orElse("") + "'. " + reason);
    }

    private static String signature(List<Parameter> parameters) {
        return parameters.isEmpty()
                ? "It takes no parameters."
                : parameters.stream()
                        .map(parameter -> parameter.name() + (parameter.isRequired() ? "" : " (optional)"))
                        .collect(Collectors.joining(", ", "It takes ", "."));
    }
}

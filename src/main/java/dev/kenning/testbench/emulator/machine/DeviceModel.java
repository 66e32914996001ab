package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.machine.Parameter.Kind;
import dev.kenning.testbench.platform.Attribute;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.PlatformError;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.text.NearestWord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One row of {@link DeviceModels}: how a Renode model name becomes an object of this engine.
 *
 * @param name below {@code Antmicro.Renode.Peripherals.}, such as {@code UART.STM32F7_USART}
 * @param size bytes of address space, or 0 where only the registration knows
 * @param parameters what the constructor takes
 * @param lenient whether it also takes parameters this engine does not know, because it does not act on them
 * @param isStored whether its registers only keep what is written
 */
record DeviceModel(
        String name, long size, List<Parameter> parameters, boolean lenient, boolean isStored, Factory factory) {

    /** Makes the object of a component. */
    @FunctionalInterface
    interface Factory {

        Object create(PlatformBuilder builder, Component component, Arguments arguments);
    }

    static DeviceModel of(String name, long size, Factory factory) {
        return new DeviceModel(name, size, List.of(), false, false, factory);
    }

    DeviceModel takes(String parameter, Kind kind) {
        return with(Parameter.optional(parameter, kind));
    }

    DeviceModel needs(String parameter, Kind kind) {
        return with(Parameter.required(parameter, kind));
    }

    DeviceModel takesAnything() {
        return new DeviceModel(name, size, parameters, true, isStored, factory);
    }

    /** Marks a model that keeps what is written to its registers and does nothing else. */
    DeviceModel storesOnly() {
        return new DeviceModel(name, size, parameters, lenient, true, factory);
    }

    private DeviceModel with(Parameter parameter) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(parameter);
        return new DeviceModel(name, size, List.copyOf(more), lenient, isStored, factory);
    }

    /**
     * Creates the object of a component.
     *
     * @throws PlatformException E06, E25 if the attributes do not fit the constructor
     */
    Object create(PlatformBuilder builder, Component component) {
        component.properties().values().stream()
                .filter(Attribute.Property::isConstructorArgument)
                .forEach(this::check);
        for (Parameter parameter : parameters) {
            if (parameter.required() && component.property(parameter.name()).isEmpty()) {
                throw PlatformError.NO_CONSTRUCTOR.across(
                        component.typePosition(),
                        unsuitable() + "'" + parameter.name() + "' ("
                                + parameter.kind().description() + ") is missing. " + signature());
            }
        }
        return factory.create(builder, component, new Arguments(component));
    }

    private void check(Attribute.Property argument) {
        Parameter parameter = parameters.stream()
                .filter(candidate -> candidate.name().equals(argument.name()))
                .findFirst()
                .orElse(null);
        if (parameter == null) {
            if (lenient) {
                return;
            }
            throw PlatformError.NO_CONSTRUCTOR.across(
                    argument.position(),
                    unsuitable() + "It has no '" + argument.name() + "'."
                            + NearestWord.hint(argument.name(), parameterNames()) + " " + signature());
        }
        if (!parameter.kind().takes(argument.value())) {
            throw PlatformError.TYPE_MISMATCH.across(
                    argument.value().position(),
                    "'" + argument.name() + "' of type '" + name + "' must be "
                            + parameter.kind().description() + ".");
        }
    }

    private List<String> parameterNames() {
        return parameters.stream().map(Parameter::name).toList();
    }

    private String unsuitable() {
        return "Could not find suitable constructor for type 'Antmicro.Renode.Peripherals." + name + "'. ";
    }

    private String signature() {
        return parameters.isEmpty()
                ? "It takes no parameters."
                : parameters.stream()
                        .map(parameter -> parameter.name() + (parameter.required() ? "" : " (optional)"))
                        .collect(Collectors.joining(", ", "It takes ", "."));
    }
}

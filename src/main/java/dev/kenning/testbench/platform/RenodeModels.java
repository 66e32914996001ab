package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.TableFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists what Renode 1.15 and 1.16 both know of the models that this project writes into platform descriptions.
 *
 * <p>The table is the resource {@code renode-models.txt}, with the source of each line. It is no list of all that Renode
 * has: a description that somebody else wrote may name more.
 */
public final class RenodeModels {

    private static final int COLUMNS = 6;
    private static final String NUMBERED = "*";

    private static final Map<String, RenodeModel> BY_TYPE = TableFile.read(
                    RenodeModels.class, "renode-models.txt", COLUMNS)
            .map(RenodeModels::model)
            .collect(Collectors.toMap(
                    RenodeModel::type, Function.identity(), (first, second) -> second, LinkedHashMap::new));

    private RenodeModels() {}

    /** Returns the model of a type below {@code Antmicro.Renode.Peripherals.}, if it is in the table. */
    public static Optional<RenodeModel> of(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /**
     * Returns what in a description is not in the table, one sentence each: types, attributes, constructor parameters that
     * are missing, outputs.
     */
    public static List<String> unknown(PlatformDescription platform) {
        return platform.components().stream()
                .flatMap(component -> component.type().stream().flatMap(type -> unknown(component, type.name())))
                .toList();
    }

    private static Stream<String> unknown(Component component, String type) {
        RenodeModel model = BY_TYPE.get(type);
        if (model == null) {
            return Stream.of(component.name() + ": the type " + type + " is not in the table");
        }
        List<String> problems = new ArrayList<>();
        component.properties().keySet().stream()
                .filter(name -> !model.parameters().contains(name)
                        && !model.properties().contains(name))
                .forEach(name -> problems.add(component.name() + ": " + type + " has no " + name));
        model.required().stream()
                .filter(name -> component.property(name).isEmpty())
                .forEach(name -> problems.add(component.name() + ": " + type + " needs " + name));
        component.connections().stream()
                .map(connection -> connection.source())
                .filter(source -> !hasOutput(model, source))
                .forEach(source -> problems.add(component.name() + ": " + type + " has no output " + source));
        return problems.stream();
    }

    private static boolean hasOutput(RenodeModel model, InterruptSource source) {
        if (source instanceof InterruptSource.Numbered) {
            return model.outputs().contains(NUMBERED);
        }
        if (source instanceof InterruptSource.Default) {
            return model.outputs().size() == 1;
        }
        return model.outputs().contains(source.toString());
    }

    private static RenodeModel model(List<String> row) {
        List<String> parameters = TableFile.words(row.get(1));
        return new RenodeModel(
                row.get(0),
                parameters.stream().map(RenodeModels::withoutMark).collect(Collectors.toUnmodifiableSet()),
                parameters.stream()
                        .filter(name -> name.endsWith("!"))
                        .map(RenodeModels::withoutMark)
                        .collect(Collectors.toUnmodifiableSet()),
                Set.copyOf(TableFile.words(row.get(2))),
                Set.copyOf(TableFile.words(row.get(3))),
                row.get(4).equals("range"));
    }

    private static String withoutMark(String name) {
        return name.endsWith("!") ? name.substring(0, name.length() - 1) : name;
    }
}

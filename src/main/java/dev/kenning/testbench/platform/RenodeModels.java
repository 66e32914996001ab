package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.TableFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lists what Renode knows of the models that this project writes into platform descriptions, or has itself.
 *
 * <p>The table is the resource {@code renode-models.txt}, with the source of each line. It is no list of all that Renode
 * has: a description that somebody else wrote may name more.
 */
public final class RenodeModels {

    private static final int COLUMNS = 6;
    private static final String NUMBERED = "*";

    private static final Map<String, RenodeModel> BY_NAME = read();

    private RenodeModels() {}

    /**
     * Returns the model that a release calls so, if it is in the table.
     *
     * @param type below {@code Antmicro.Renode.Peripherals.}
     */
    public static Optional<RenodeModel> of(String type) {
        return Optional.ofNullable(BY_NAME.get(type));
    }

    /** Returns every model. */
    public static Collection<RenodeModel> all() {
        return new LinkedHashSet<>(BY_NAME.values());
    }

    /**
     * Returns what in a description no release knows, one sentence each: types, attributes, constructor parameters that
     * are missing, outputs.
     */
    public static List<String> unknown(PlatformDescription platform) {
        return platform.components().stream()
                .flatMap(component -> component.type().stream().flatMap(type -> unknown(component, type.name())))
                .toList();
    }

    private static Stream<String> unknown(Component component, String type) {
        RenodeModel model = BY_NAME.get(type);
        if (model == null) {
            return Stream.of(component.name() + ": the type " + type + " is not in the table");
        }
        List<String> problems = new ArrayList<>();
        component.properties().keySet().stream()
                .filter(name ->
                        model.parameter(name).isEmpty() && !model.properties().contains(name))
                .forEach(name -> problems.add(component.name() + ": " + type + " has no " + name));
        model.parameters().stream()
                .filter(Parameter::isRequired)
                .map(Parameter::name)
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
            return model.outputs().size() - (model.outputs().contains(NUMBERED) ? 1 : 0) == 1
                    || model.outputs().size() == 1;
        }
        return model.outputs().contains(source.toString());
    }

    private static Map<String, RenodeModel> read() {
        Map<String, RenodeModel> models = new HashMap<>();
        TableFile.read(RenodeModels.class, "renode-models.txt", COLUMNS)
                .map(RenodeModels::model)
                .forEach(model -> model.names().values().forEach(name -> models.put(name, model)));
        return Map.copyOf(models);
    }

    private static RenodeModel model(List<String> row) {
        return new RenodeModel(
                names(TableFile.words(row.get(0))),
                TableFile.words(row.get(1)).stream().map(Parameter::parse).toList(),
                Set.copyOf(TableFile.words(row.get(2))),
                Set.copyOf(TableFile.words(row.get(3))),
                RenodeModel.Place.valueOf(row.get(4).toUpperCase(Locale.ROOT)));
    }

    private static Map<RenodeRelease, String> names(List<String> words) {
        Map<RenodeRelease, String> names = new EnumMap<>(RenodeRelease.class);
        for (String word : words) {
            int mark = word.indexOf('@');
            Releases releases = mark < 0 ? Releases.ALL : Releases.parse(word.substring(mark + 1));
            for (RenodeRelease release : RenodeRelease.values()) {
                if (releases.include(release)) {
                    names.put(release, mark < 0 ? word : word.substring(0, mark));
                }
            }
        }
        return names;
    }
}

package dev.kenning.testbench.scenario.file;

import dev.kenning.testbench.scenario.file.ScenarioClass.Parameter;
import dev.kenning.testbench.scenario.file.ScenarioClass.Use;
import dev.kenning.testbench.text.Document;
import dev.kenning.testbench.text.NearestWord;
import dev.kenning.testbench.text.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks the parameters of one block against its class. */
final class ParameterReader {

    private static final Pattern OLD_MODELS = Pattern.compile("(?:.*/)?kenning/resources/models/(.+)");

    private final ScenarioClass type;
    private final Document.Mapping written;
    private final List<Finding> findings;
    private final Map<String, Document> values = new LinkedHashMap<>();
    private final Map<String, Place> keys = new LinkedHashMap<>();
    private final Map<String, Document> moved = new LinkedHashMap<>();
    private final List<String> faulty = new ArrayList<>();

    /** What has no effect, by the reason for that. */
    private final Map<String, List<String>> idle = new LinkedHashMap<>();

    /**
     * Checks the parameters.
     *
     * @param findings takes what is found
     */
    ParameterReader(ScenarioClass type, Document.Mapping written, List<Finding> findings) {
        this.type = type;
        this.written = written;
        this.findings = findings;
        type.idle().ifPresent(reason -> idle.put(reason, new ArrayList<>()));
        written.entries().forEach(this::read);
        type.parameters().values().stream()
                .filter(parameter ->
                        parameter.isRequired() && !written.entries().containsKey(parameter.name()))
                .filter(parameter -> !values.containsKey(parameter.name()) && !faulty.contains(parameter.name()))
                .forEach(parameter -> error(
                        written.position(),
                        "the parameter '" + parameter.name() + "' of " + type.name() + " is missing"));
        idle.forEach((reason, names) -> findings.add(Finding.note(written.position() + ": " + type.name()
                + (names.isEmpty() ? "" : " (" + String.join(", ", names) + ")") + ": not run here, because " + reason
                + ".")));
    }

    /** Returns the parameters that are right, under the names of today. */
    Document.Mapping values() {
        return new Document.Mapping(written.position(), values, keys);
    }

    /** Returns what belongs to the platform today, under the names that it has there. */
    Map<String, Document> moved() {
        return moved;
    }

    /** Returns the names of today of the parameters that are wrong. */
    List<String> faulty() {
        return faulty;
    }

    private void read(String name, Document value) {
        Place key = written.keys().getOrDefault(name, value.position());
        Parameter parameter = type.parameters().get(name);
        if (parameter == null && type.open()) {
            values.put(name, value);
            keys.put(name, key);
            type.idle()
                    .ifPresent(reason -> idle.computeIfAbsent(reason, none -> new ArrayList<>())
                            .add(name));
            return;
        }
        if (parameter == null) {
            error(
                    key,
                    "unknown key '" + name + "' in the parameters of " + type.name() + "."
                            + NearestWord.hint(name, type.names()));
            return;
        }
        String today = parameter.use() instanceof Use.Renamed renamed ? renamed.name() : name;
        if (!today.equals(name) && written.entries().containsKey(today)) {
            error(key, "'" + today + "' is there twice, here under its older name '" + name + "'; remove one");
            return;
        }
        Document checked = value instanceof Document.Null
                ? value
                : parameter.type().read(value).orElse(value);
        boolean right = value instanceof Document.Null
                ? parameter.nullable()
                : parameter.type().read(value).isPresent();
        if (!right) {
            faulty.add(today);
            error(value.position(), complaint(parameter, value));
            return;
        }
        keep(parameter, today, key, checked);
    }

    private static String complaint(Parameter parameter, Document value) {
        boolean wantsText = parameter.type() instanceof ValueType.Text && value instanceof Document.Scalar;
        String near = parameter.type() instanceof ValueType.OneOf words && value instanceof Document.Scalar scalar
                ? "." + NearestWord.hint(scalar.text(), words.words())
                : "";
        return "'" + parameter.name() + "' must be " + parameter.type().description() + ", is " + value.kind()
                + (wantsText ? "; put it between quotes" : near.equals(".") ? "" : near);
    }

    private void keep(Parameter parameter, String today, Place key, Document value) {
        Use use = type.parameters().getOrDefault(today, parameter).use();
        if (parameter.use() instanceof Use.Renamed) {
            warn(key, "'" + parameter.name() + "' is called '" + today + "' today.");
        }
        if (use instanceof Use.Removed removed) {
            warn(key, "'" + parameter.name() + "' is of the past: " + removed.reason() + ".");
            return;
        }
        if (use instanceof Use.Moved target) {
            moved.put(target.name(), value);
            return;
        }
        Document meant = withTodaysAddress(value);
        if (use instanceof Use.Idle none) {
            idle.computeIfAbsent(none.reason(), reason -> new ArrayList<>()).add(parameter.name());
        }
        values.put(today, meant);
        keys.put(today, key);
    }

    /** Kenning's models were part of its repository once, and are downloaded today. */
    private Document withTodaysAddress(Document value) {
        if (!(value instanceof Document.Scalar path)
                || !OLD_MODELS.matcher(path.text()).matches()) {
            return value;
        }
        String today = OLD_MODELS.matcher(path.text()).replaceFirst("kenning:///models/$1");
        warn(path.position(), "'" + path.text() + "' is at '" + today + "' today.");
        return new Document.Scalar(path.position(), today, true);
    }

    private void error(Place position, String message) {
        findings.add(Finding.error(position + ": " + message));
    }

    private void warn(Place position, String message) {
        findings.add(Finding.warning(position + ": " + message));
    }
}

package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A platform description in the words of one release: models under the names that the release has for them, {@code none} for
 * constructor parameters that it does not know.
 *
 * @param text the description
 * @param notes what the release cannot be told, one sentence each
 */
public record ReleaseText(String text, List<String> notes) {

    /** Copies the notes. */
    public ReleaseText {
        notes = List.copyOf(notes);
    }

    /** What takes the place of a stretch of one line; columns count from 1. */
    private record Edit(int line, int column, int length, String replacement) {}

    /**
     * Puts a description into the words of a release. What {@link RenodeModels} does not know stays as it is.
     *
     * @throws PlatformException E00, E32 if the text is not a description
     */
    public static ReleaseText of(Source source, RenodeRelease release) {
        List<Edit> edits = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Entry entry : Description.parse(source).entries()) {
            entry.type().ifPresent(type -> {
                Optional<RenodeModel> model = RenodeModels.of(type.name());
                model.ifPresent(known -> known.nameIn(release)
                        .ifPresentOrElse(
                                name -> rename(type, name, edits),
                                () -> notes.add("Renode " + release + " has no " + type.name() + " (" + type.position()
                                        + ")")));
                model.ifPresent(known -> dropUnknown(entry, known, release, edits, notes));
            });
        }
        return new ReleaseText(applied(source.text(), edits), notes);
    }

    private static void rename(TypeName type, String name, List<Edit> edits) {
        if (!type.name().equals(name)) {
            edits.add(new Edit(
                    type.position().line(),
                    type.position().column(),
                    type.position().length(),
                    name));
        }
    }

    private static void dropUnknown(
            Entry entry, RenodeModel model, RenodeRelease release, List<Edit> edits, List<String> notes) {
        for (Attribute attribute : entry.attributes()) {
            if (attribute instanceof Attribute.Property property
                    && model.parameter(property.name())
                            .filter(known -> !known.releases().include(release))
                            .isPresent()) {
                edits.add(new Edit(
                        property.value().position().line(),
                        property.value().position().column(),
                        property.value().position().length(),
                        "none"));
                notes.add("Renode " + release + " does not know '" + property.name() + "' (" + property.position()
                        + "): it is left out");
            }
        }
    }

    /** The last edit first, so that columns stay what they were. */
    private static String applied(String text, List<Edit> edits) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        edits.stream()
                .sorted(Comparator.comparingInt(Edit::line)
                        .thenComparingInt(Edit::column)
                        .reversed())
                .forEach(edit -> {
                    StringBuilder line = new StringBuilder(lines.get(edit.line() - 1));
                    int start = edit.column() - 1;
                    line.replace(start, Math.min(line.length(), start + edit.length()), edit.replacement());
                    lines.set(edit.line() - 1, line.toString());
                });
        return String.join("\n", lines);
    }
}

package dev.kenning.testbench.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Shows how often the network is right. */
final class ClassificationSection {

    private static final int CLASSES_LISTED = 200;

    private static final List<Comparison.Row> METRICS = List.of(
            row("Accuracy", Classification::accuracy),
            row("Mean precision", c -> OptionalDouble.of(c.meanPrecision())),
            row("Mean sensitivity", c -> OptionalDouble.of(c.meanSensitivity())),
            row("G-mean", c -> OptionalDouble.of(c.gMean())),
            row("Top-5 accuracy", Classification::topFiveAccuracy),
            row("F1 score", c -> OptionalDouble.of(c.meanF1())),
            row("F1 score weighted", c -> OptionalDouble.of(c.weightedF1())));

    private final List<MeasuredRun> runs;
    private final Section.Builder section = new Section.Builder("classification", "Quality: classification");

    ClassificationSection(List<MeasuredRun> runs) {
        this.runs = runs;
    }

    Section section() {
        List<MeasuredRun> counted =
                runs.stream().filter(run -> run.classification().isPresent()).toList();
        if (counted.isEmpty()) {
            return section.add(
                            new Block.Absent("No confusion matrix: no sample has a label that is one of the classes."))
                    .build();
        }
        for (MeasuredRun run : counted) {
            Classification classification = run.classification().orElseThrow();
            if (runs.size() > 1) {
                section.add(new Block.Heading(run.name()));
            }
            section.add(new Block.Figure(
                    run.anchor() + "_confusion_matrix", "Confusion matrix", new ConfusionChart(classification)));
        }
        section.add(Comparison.table("Classification metrics", runs, METRICS));
        counted.forEach(this::classes);
        return section.build();
    }

    private static Comparison.Row row(String label, Function<Classification, OptionalDouble> metric) {
        return new Comparison.Row(
                label,
                run -> Comparison.Cell.of(
                        run.classification().map(metric).orElse(OptionalDouble.empty()),
                        value -> Text.fixed(value, 6)));
    }

    private void classes(MeasuredRun run) {
        Classification classification = run.classification().orElseThrow();
        List<List<String>> rows = classification.ofClasses().stream()
                .limit(CLASSES_LISTED)
                .map(of -> List.of(
                        of.name(),
                        Text.grouped(of.truths()),
                        Text.grouped(of.predictions()),
                        Text.fixed(of.precision(), 6),
                        Text.fixed(of.sensitivity(), 6),
                        Text.fixed(of.f1(), 6)))
                .toList();
        String name = runs.size() > 1 ? "Class (" + run.name() + ")" : "Class";
        section.add(new Block.Table(
                name, List.of(name, "True", "Predicted", "Precision", "Sensitivity", "F1"), rows, true));
        if (classification.size() > CLASSES_LISTED) {
            section.add(new Block.Paragraph(
                    "The first " + CLASSES_LISTED + " of " + classification.size() + " classes are listed."));
        }
    }
}

package dev.kenning.testbench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Shows first what matters most: whether it passed, and the few numbers that sum the runs up. */
final class OverviewSection {

    /** A number that sums a run up. */
    enum Headline {
        ACCURACY("Accuracy", true) {
            @Override
            Comparison.Cell of(MeasuredRun run) {
                return Comparison.Cell.of(
                        run.classification().map(Classification::accuracy).orElse(OptionalDouble.empty()),
                        Text::percent);
            }
        },
        INSTRUCTIONS("Instructions per inference", false) {
            @Override
            Comparison.Cell of(MeasuredRun run) {
                return Comparison.Cell.of(run.instructionsPerInference(), Text::grouped);
            }
        },
        TIME("Time per inference", false) {
            @Override
            Comparison.Cell of(MeasuredRun run) {
                return Comparison.Cell.of(run.meanInferenceTime(), Text::seconds);
            }
        },
        MEMORY("Peak memory on the device", false) {
            @Override
            Comparison.Cell of(MeasuredRun run) {
                return Comparison.Cell.of(toDouble(run.peakMemory()), Text::bytes);
            }
        },
        MODEL("Model size", false) {
            @Override
            Comparison.Cell of(MeasuredRun run) {
                return Comparison.Cell.of(toDouble(run.modelBytes()), Text::bytes);
            }
        },
        VECTOR("Vector or floating-point share", true) {
            @Override
            Comparison.Cell of(MeasuredRun run) {
                return Comparison.Cell.of(run.vShare(), share -> String.format(Locale.ROOT, "%.1f %%", 100 * share));
            }
        };

        private final String label;
        private final boolean higherIsBetter;

        Headline(String label, boolean higherIsBetter) {
            this.label = label;
            this.higherIsBetter = higherIsBetter;
        }

        abstract Comparison.Cell of(MeasuredRun run);

        String label() {
            return label;
        }

        boolean higherIsBetter() {
            return higherIsBetter;
        }

        private static OptionalDouble toDouble(OptionalLong value) {
            return value.isPresent() ? OptionalDouble.of((double) value.getAsLong()) : OptionalDouble.empty();
        }
    }

    private final List<MeasuredRun> runs;

    OverviewSection(List<MeasuredRun> runs) {
        this.runs = runs;
    }

    Section section() {
        Section.Builder section = new Section.Builder("summary", "Summary");
        for (MeasuredRun run : runs) {
            String name = runs.size() > 1 ? run.name() + ": " : "";
            section.add(new Block.Paragraph(name
                    + run.verdict()
                            .map(verdict -> (verdict.passed() ? "Passed" : "Failed")
                                    + (verdict.reasons().isEmpty() ? "" : ": " + String.join("; ", verdict.reasons())))
                            .orElse("The measurements do not say whether the run passed")
                    + "."));
        }
        List<Comparison.Row> rows = Arrays.stream(Headline.values())
                .filter(headline ->
                        runs.stream().anyMatch(run -> headline.of(run).value().isPresent()))
                .map(headline -> new Comparison.Row(headline.label(), headline::of))
                .toList();
        section.add(
                rows.isEmpty()
                        ? new Block.Absent("Nothing was measured: there are no inferences, no labels and no counters.")
                        : Comparison.table("Summary", runs, rows));
        notes(runs).forEach(section::add);
        return section.build();
    }

    /** Returns what of the files could not be used, and what of the boards was not there. */
    static List<Block> notes(List<MeasuredRun> runs) {
        return runs.stream()
                .flatMap(run -> run.notes().stream().map(note ->
                        (Block) new Block.Absent((runs.size() > 1 ? run.name() + ": " : "") + note + ".")))
                .toList();
    }
}

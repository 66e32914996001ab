package dev.kenning.testbench.report;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Shows where the instructions of the first inference went: operator by operator, and call by call. */
final class CostSection {

    private static final int LAYERS_LISTED = 400;

    /** What a function has beside its name, in the order of the table. */
    private static final List<String> FUNCTION_COLUMNS = List.of(
            "calls",
            "self",
            "instructions",
            "cycles",
            "loads",
            "stores",
            "peripheral_reads",
            "peripheral_writes",
            "stack");

    private final List<MeasuredRun> runs;
    private final Section.Builder section = new Section.Builder("costs", "Costs by layer");

    CostSection(List<MeasuredRun> runs) {
        this.runs = runs;
    }

    Section section() {
        for (MeasuredRun run : runs) {
            if (runs.size() > 1) {
                section.add(new Block.Heading(run.name()));
            }
            layers(run);
            calls(run);
            functions(run);
        }
        return section.build();
    }

    private void layers(MeasuredRun run) {
        JsonNode layers = run.evidence().at("layers");
        if (layers.isEmpty()) {
            section.add(
                    new Block.Absent(
                            "No costs by layer: calls are followed on simulated boards, and operators are known"
                                    + " below the graph functions of TensorFlow Lite Micro, microTVM, IREE and the reference firmware."));
            return;
        }
        double all = 0;
        for (JsonNode layer : layers) {
            all += layer.path("instructions").asDouble(0);
        }
        List<BarChart.Row> bars = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        int number = 0;
        for (JsonNode layer : layers) {
            double instructions = layer.path("instructions").asDouble(0);
            double macs = layer.path("macs").asDouble(0);
            String operator = layer.path("operator").asString("");
            if (number < LAYERS_LISTED) {
                bars.add(new BarChart.Row(number + " " + operator, List.of(instructions)));
                rows.add(List.of(
                        number + " " + operator,
                        layer.path("shape").asString(""),
                        layer.path("kernel").asString(""),
                        Text.grouped(instructions),
                        all == 0 ? "–" : Text.percent(instructions / all),
                        macs == 0 ? "–" : Text.grouped(macs),
                        macs == 0 || instructions == 0 ? "–" : Text.fixed(macs / instructions, 3)));
            }
            number++;
        }
        section.add(new Block.Figure(
                run.anchor() + "_layers",
                "Instructions of each operator",
                new BarChart(List.of(run.name()), bars, "instructions")));
        section.add(new Block.Table(
                "Operators",
                List.of("Operator", "Output", "Kernel", "Instructions", "Share", "MACs", "MACs per instruction"),
                rows,
                true));
    }

    private void functions(MeasuredRun run) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode function : run.evidence().at("functions")) {
            List<String> row = new ArrayList<>(List.of(function.path("name").asString("")));
            for (String column : FUNCTION_COLUMNS) {
                JsonNode value = function.path(column);
                row.add(value.isNumber() ? Text.grouped(value.asDouble(0)) : "–");
            }
            rows.add(row);
        }
        if (!rows.isEmpty()) {
            section.add(new Block.Table(
                    "The most expensive functions",
                    List.of(
                            "Function",
                            "Calls",
                            "Own instructions",
                            "With callees",
                            "Cycles",
                            "Loads",
                            "Stores",
                            "Peripheral reads",
                            "Peripheral writes",
                            "Stack bytes"),
                    rows,
                    true));
        }
    }

    private void calls(MeasuredRun run) {
        JsonNode roots = run.evidence().at("calls");
        if (!roots.isEmpty()) {
            section.add(new Block.Figure(
                    run.anchor() + "_calls", "Calls of the first inference, by instructions", new FlameChart(roots)));
        }
    }
}

package dev.kenning.testbench.cli;

import dev.kenning.testbench.campaign.Campaign;
import dev.kenning.testbench.campaign.CampaignPlan;
import dev.kenning.testbench.campaign.CampaignSummary;
import dev.kenning.testbench.campaign.InjectionResult;
import dev.kenning.testbench.campaign.Outcome;
import dev.kenning.testbench.campaign.Share;
import dev.kenning.testbench.fault.BoardFault;
import dev.kenning.testbench.scenario.resolve.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Shows what a campaign gave: tables for a terminal, Markdown and JSON. */
final class CampaignReport {

    private final Scenario scenario;
    private final CampaignPlan plan;
    private final Campaign campaign;
    private final List<InjectionResult> results;
    private final CampaignSummary summary;

    CampaignReport(Scenario scenario, CampaignPlan plan, Campaign campaign, List<InjectionResult> results) {
        this.scenario = scenario;
        this.plan = plan;
        this.campaign = campaign;
        this.results = results;
        summary = new CampaignSummary(results);
    }

    /** Rows of cells under a header; a name that begins with {@code >} stands over numbers. */
    private record Grid(String title, List<String> header, List<List<String>> rows) {

        TextTable text() {
            TextTable table = new TextTable(header.toArray(String[]::new));
            rows.forEach(row -> table.add(row.toArray(String[]::new)));
            return table;
        }

        String markdown() {
            return "\n### " + title + "\n\n" + String.join("\n", text().markdown()) + "\n";
        }
    }

    List<TextTable> tables() {
        return grids().stream().map(Grid::text).toList();
    }

    private List<Grid> grids() {
        List<CampaignSummary.Row> regions = new ArrayList<>(summary.byRegion());
        regions.add(summary.all());
        List<Grid> grids = new ArrayList<>();
        grids.add(outcomes("Outcomes by region", "REGION", regions));
        if (plan.flips().size() > 1) {
            grids.add(outcomes("Outcomes by region and number of flips", "REGION, FLIPS", summary.byFlips()));
        }
        List<CampaignSummary.Row> layers = summary.byLayer(campaign.layerNames());
        if (!layers.isEmpty()) {
            grids.add(outcomes("Outcomes by the operator that ran", "OPERATOR", layers));
        }
        return grids;
    }

    private static Grid outcomes(String title, String first, List<CampaignSummary.Row> rows) {
        List<String> header = new ArrayList<>(List.of(first, ">INJECTIONS"));
        Arrays.stream(Outcome.values())
                .forEach(outcome -> header.add(">" + outcome.text().toUpperCase(Locale.ROOT)));
        header.addAll(List.of(">ACCURACY", ">95 %"));
        List<List<String>> cells = new ArrayList<>();
        for (CampaignSummary.Row row : rows) {
            List<String> line = new ArrayList<>(
                    List.of(row.name(), Long.toString(row.accuracy().trials())));
            for (Outcome outcome : Outcome.values()) {
                line.add(Long.toString(row.share(outcome).count()));
            }
            line.add(row.accuracy().percent());
            line.add(row.accuracy().interval());
            cells.add(line);
        }
        return new Grid(title, header, cells);
    }

    /** Returns the sum of it in a line. */
    String verdict() {
        CampaignSummary.Row all = summary.all();
        Share masked = all.share(Outcome.MASKED);
        Share silent =
                new Share(all.share(Outcome.WRONG_CLASS).count(), all.accuracy().trials());
        return String.format(
                Locale.ROOT,
                "seed %d: masked %s (%s), a wrong class that nothing tells %s (%s), accuracy %s instead of %s",
                plan.seed(),
                masked.percent(),
                masked.interval(),
                silent.percent(),
                silent.interval(),
                all.accuracy().percent(),
                campaign.undisturbedAccuracy().percent());
    }

    String markdown() {
        StringBuilder text = new StringBuilder("## Faults in ")
                .append(scenario.file())
                .append("\n\nBoard ")
                .append(scenario.board().name())
                .append(", ")
                .append(results.size())
                .append(" injections from one moment. ")
                .append(verdict().substring(0, 1).toUpperCase(Locale.ROOT))
                .append(verdict().substring(1))
                .append(". Intervals are Wilson's at 95 %.\n");
        grids().forEach(grid -> text.append(grid.markdown()));
        text.append('\n');
        Arrays.stream(Outcome.values())
                .forEach(outcome -> text.append("- ")
                        .append(outcome.text())
                        .append(": ")
                        .append(outcome.meaning())
                        .append('\n'));
        return text.toString();
    }

    /** Returns what a report shows: the sum in a line, and the tables. */
    Map<String, Object> chapter() {
        Map<String, Object> chapter = new LinkedHashMap<>();
        chapter.put("verdict", verdict());
        chapter.put(
                "tables",
                grids().stream()
                        .map(grid -> Map.of(
                                "title", grid.title(),
                                "header",
                                        grid.header().stream()
                                                .map(name -> name.replaceFirst("^>", "")
                                                        .toLowerCase(Locale.ROOT))
                                                .toList(),
                                "rows", grid.rows()))
                        .toList());
        chapter.put(
                "outcomes",
                Arrays.stream(Outcome.values())
                        .map(outcome -> outcome.text() + ": " + outcome.meaning())
                        .toList());
        return chapter;
    }

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("scenario", scenario.file().toString());
        all.put("board", scenario.board().name());
        all.put("seed", plan.seed());
        all.put("injections", results.size());
        all.put("flips", plan.flips());
        Map<String, Object> regions = new LinkedHashMap<>();
        campaign.regions().forEach(name -> regions.put(name, Map.of("bits", campaign.bitsOf(name))));
        all.put("regions", regions);
        all.put("samples", campaign.samples());
        all.put("undisturbed_accuracy", share(campaign.undisturbedAccuracy()));
        all.put("all", row(summary.all()));
        all.put("by_region", rows(summary.byRegion()));
        all.put("by_flips", rows(summary.byFlips()));
        all.put("by_operator", rows(summary.byLayer(campaign.layerNames())));
        all.put("results", results.stream().map(CampaignReport::result).toList());
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static Map<String, Object> rows(List<CampaignSummary.Row> rows) {
        Map<String, Object> map = new LinkedHashMap<>();
        rows.forEach(row -> map.put(row.name(), row(row)));
        return map;
    }

    private static Map<String, Object> row(CampaignSummary.Row row) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("injections", row.accuracy().trials());
        for (Outcome outcome : Outcome.values()) {
            map.put(outcome.text().replace(' ', '_'), share(row.share(outcome)));
        }
        map.put("accuracy", share(row.accuracy()));
        return map;
    }

    private static Map<String, Object> share(Share share) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("count", share.count());
        map.put("share", share.value());
        map.put("low", share.low());
        map.put("high", share.high());
        return map;
    }

    private static Map<String, Object> result(InjectionResult result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("index", result.index());
        map.put("sample", result.sample());
        map.put("region", result.region());
        map.put("operator", result.layer());
        map.put("faults", result.faults().stream().map(BoardFault::toString).toList());
        map.put(
                "happened",
                result.occurrences().stream()
                        .map(BoardFault.Occurrence::toString)
                        .toList());
        map.put("outcome", result.outcome().text().replace(' ', '_'));
        map.put("right", result.right());
        map.put("detail", result.detail());
        return map;
    }
}

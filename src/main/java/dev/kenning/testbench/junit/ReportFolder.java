package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.remote.BenchFolder;
import dev.kenning.testbench.metrics.Measurements;
import dev.kenning.testbench.report.MeasuredRun;
import dev.kenning.testbench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder in which test classes leave their reports, and failed tests folders of their own. */
record ReportFolder(Path path) {

    private static final String DEFAULT = "target/testbench-reports";

    static ReportFolder of(Settings settings) {
        return new ReportFolder(Path.of(settings.get(BenchFolder.SETTING).orElse(DEFAULT)));
    }

    /** Returns the report of a class on a board and engine; its measurements are beside it. */
    Path report(Class<?> testClass, Run run) {
        return path.resolve(plain(testClass.getName() + "-" + run.board() + "-" + run.engine()) + ".html");
    }

    /** Returns an empty folder for a failed test. */
    Path failure(String test, Run run) throws IOException {
        Path folder = path.resolve("failed").resolve(plain(test + "-" + run.board() + "-" + run.engine()));
        if (Files.isDirectory(folder)) {
            try (var old = Files.walk(folder)) {
                for (Path file : old.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    /** Writes measurements and the report of them. */
    static void write(String title, Measurements measurements, Path report) throws IOException {
        String name = String.valueOf(report.getFileName());
        Path json = report.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".json");
        measurements.write(json);
        Report.of(title, List.of(MeasuredRun.read(json).named(title))).writeHtml(report);
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "_");
    }
}

package dev.kenning.testbench.cli;

import dev.kenning.testbench.host.LogLine;
import dev.kenning.testbench.scenario.run.SampleResult;
import dev.kenning.testbench.scenario.run.ScenarioRun;
import java.util.Optional;

/** Shows a scenario run as progress. */
final class ProgressListener implements ScenarioRun.Listener, AutoCloseable {

    private final Console console;
    private Optional<Progress> progress = Optional.empty();

    ProgressListener(Console console) {
        this.console = console;
    }

    @Override
    public void started(int samples) {
        progress = Optional.of(new Progress(console, "samples", samples, System::nanoTime));
    }

    @Override
    public void inferred(SampleResult result) {
        progress.ifPresent(bar -> bar.show(result.number()));
    }

    @Override
    public void logged(LogLine line) {
        progress.ifPresent(Progress::close);
        console.err().println("device: " + line.text());
    }

    @Override
    public void noted(String note) {
        progress.ifPresent(Progress::close);
        console.err().println("note: " + note);
    }

    @Override
    public void close() {
        progress.ifPresent(Progress::close);
    }
}

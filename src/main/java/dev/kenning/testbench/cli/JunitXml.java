package dev.kenning.testbench.cli;

import dev.kenning.testbench.scenario.run.SampleResult;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes runs in the XML that Surefire's and Ant's JUnit reports have, which CI systems show: a suite for each run, a test
 * for each sample and one for the accuracy.
 *
 * <p>The time of a suite is the host's; that of a test is the board's clock, from the question to the answer.
 */
final class JunitXml {

    private static final String NAME = "name";
    private static final String MESSAGE = "message";

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private JunitXml() throws XMLStreamException {
        xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    }

    /**
     * Writes a file.
     *
     * @throws BadInputException if it cannot be written
     */
    static void write(List<RunOutcome> runs, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            Files.writeString(file, of(runs));
        } catch (IOException e) {
            throw new BadInputException("cannot write the JUnit report to " + file + ": " + e.getMessage(), e);
        }
    }

    static String of(List<RunOutcome> runs) {
        try {
            JunitXml report = new JunitXml();
            report.suites(runs);
            return report.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void suites(List<RunOutcome> runs) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        for (RunOutcome run : runs) {
            xml.writeCharacters("\n  ");
            suite(run);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void suite(RunOutcome run) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute(NAME, run.name());
        if (run instanceof RunOutcome.Done done) {
            boolean judged = done.result().accuracy().isPresent();
            int failures = done.result().mismatches().size()
                    + (done.verdict().accuracyMissed().isPresent() ? 1 : 0);
            counts(run, done.result().samples().size() + (judged ? 1 : 0), failures, 0);
            for (SampleResult sample : done.result().samples()) {
                sample(run, sample);
            }
            if (judged) {
                test(run, "accuracy", "0", done.verdict().accuracyMissed());
            }
            output(done);
        } else if (run instanceof RunOutcome.Broken broken) {
            counts(run, 1, 0, 1);
            startTest(run, "run", "0");
            problem("error", broken.reason());
            xml.writeEndElement();
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private void counts(RunOutcome run, int tests, int failures, int errors) throws XMLStreamException {
        attribute("tests", String.valueOf(tests));
        attribute("failures", String.valueOf(failures));
        attribute("errors", String.valueOf(errors));
        attribute("skipped", "0");
        attribute("time", seconds(run.took().toNanos()));
        xml.writeCharacters("\n    ");
        xml.writeStartElement("properties");
        property("board", run.scenario().board().name());
        property("engine", run.engine());
        property("scenario", run.scenario().file().toString());
        if (run instanceof RunOutcome.Done done && done.fingerprint().isPresent()) {
            property("fingerprint", done.fingerprint().get());
        }
        xml.writeCharacters("\n    ");
        xml.writeEndElement();
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.writeCharacters("\n      ");
        xml.writeEmptyElement("property");
        attribute(NAME, name);
        attribute("value", value);
    }

    private void sample(RunOutcome run, SampleResult sample) throws XMLStreamException {
        String name = "sample " + sample.number()
                + sample.label().map(label -> " (" + label + ")").orElse("");
        test(
                run,
                name,
                seconds(sample.cost().virtualTime().toNanos()),
                sample.mismatch().map(mismatch -> RunVerdict.told(sample)));
    }

    private void test(RunOutcome run, String name, String seconds, Optional<String> failure) throws XMLStreamException {
        startTest(run, name, seconds);
        if (failure.isPresent()) {
            problem("failure", failure.get());
        }
        xml.writeEndElement();
    }

    private void startTest(RunOutcome run, String name, String seconds) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        attribute("classname", run.name());
        attribute(NAME, name);
        attribute("time", seconds);
    }

    private void problem(String element, String reason) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute(MESSAGE, reason.lines().findFirst().orElse(""));
        xml.writeCharacters(sound(reason));
        xml.writeEndElement();
    }

    private void output(RunOutcome.Done run) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("system-out");
        xml.writeCharacters(sound(
                run.summary() + "\n" + String.join("\n", run.result().record().console())));
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, sound(value));
    }

    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
    }

    /** A console can print what XML cannot have. */
    private static String sound(String text) {
        return text.codePoints()
                .map(c -> isXml(c) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= ' ' && c < Character.MIN_SURROGATE)
                || (c > Character.MAX_SURROGATE && c < 0xFFFE)
                || c > 0xFFFF;
    }
}

package dev.kenning.testbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTML reports as a reader sees them, in a real browser; screenshots stay in {@code target/screenshots}. */
@TestInstance(Lifecycle.PER_CLASS)
@Tag("tool")
class HtmlReportIT {

    private static final Path MEASUREMENTS = Path.of("src/test/resources/report");
    private static final int DESK = 1280;
    private static final int PHONE = 390;

    @TempDir
    private Path folder;

    private Browser browser;

    @BeforeAll
    void startTheBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"testbench", "kenning", "kenning,testbench", "sections"})
    void fetchesNothingAndComplainsOfNothing(String names) throws IOException {
        Path file = report(names);

        browser.open(file, "light", DESK);

        assertThat(browser.requests(file)).as("what is fetched beside the file").isEmpty();
        assertThat(browser.complaints()).isEmpty();
        browser.screenshot(names.replace(",", "-and-") + "-light");
    }

    @ParameterizedTest
    @ValueSource(strings = {"testbench", "kenning", "kenning,testbench", "sections"})
    void drawsMarksInEveryChart(String names) {
        browser.open(report(names), "light", DESK);

        Object empty = browser.evaluate("return [...document.querySelectorAll('svg.chart')].filter(s =>"
                + " ![...s.querySelectorAll('.bar,.line,.area,.cell,.dot')].some(m => { const b = m.getBBox();"
                + " return b.width + b.height > 0; })).map(s => s.getAttribute('aria-label'))");

        assertThat(browser.count("svg.chart")).isPositive();
        assertThat(empty).as("charts without a mark").isEqualTo(List.of());
    }

    @Test
    void looksDifferentByDayByNightAndOnPaper() throws IOException {
        Path file = report("kenning");

        browser.open(file, "light", DESK);
        byte[] day = browser.screenshot("kenning-light");
        String dayColour = background();
        browser.open(file, "dark", DESK);
        byte[] night = browser.screenshot("kenning-dark");
        String nightColour = background();
        browser.print();
        byte[] paper = browser.screenshot("kenning-print");

        assertThat(nightColour).isNotEqualTo(dayColour);
        assertThat(night).isNotEqualTo(day);
        assertThat(paper).isNotEqualTo(night).isNotEqualTo(day);
        assertThat(browser.evaluate("return getComputedStyle(document.querySelector('nav')).display"))
                .isEqualTo("none");
    }

    @Test
    void letsTheReaderChooseTheTheme() {
        browser.open(report("testbench"), "light", DESK);
        String before = background();

        browser.click("#theme");
        browser.click("#theme");

        assertThat(browser.evaluate("return document.getElementById('theme').textContent"))
                .isEqualTo("Theme: dark");
        assertThat(background()).isNotEqualTo(before);
        browser.click("#theme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"testbench", "kenning,testbench", "sections"})
    void fitsAPhone(String names) throws IOException {
        browser.open(report(names), "light", PHONE);

        browser.screenshot(names.replace(",", "-and-") + "-phone");
        assertThat(browser.evaluate("return document.documentElement.scrollWidth - window.innerWidth"))
                .as("pixels by which the page is wider than the window")
                .isEqualTo(0L);
    }

    /** A table is broader than its place before its words are broken; it can be scrolled. */
    @Test
    void breaksNoShortWordOfATable() {
        browser.open(report("sections"), "light", DESK);

        assertThat(browser.evaluate("return [...document.querySelectorAll('tbody th,tbody td')].filter(c =>"
                        + " /^\\w{1,18}$/.test(c.textContent) && c.offsetParent).filter(c => {"
                        + " const r = document.createRange(); r.selectNodeContents(c);"
                        + " return r.getClientRects().length > 1; }).map(c => c.textContent)"))
                .as("words on more than one line")
                .isEqualTo(List.of());
    }

    @Test
    void tellsWhoCannotSeeItWhatChartsAndTablesHold() {
        browser.open(report("kenning"), "light", DESK);

        assertThat(browser.count("svg.chart:not([aria-label])")).isZero();
        assertThat(browser.count("svg.chart:not([role=img])")).isZero();
        assertThat(browser.count("table")).isPositive();
        assertThat(browser.count("th:not([scope])")).isZero();
        assertThat(browser.count("h1")).isOne();
        assertThat(browser.evaluate("return document.documentElement.lang")).isEqualTo("en");
        assertThat(browser.evaluate("return [...document.querySelectorAll('nav a')].filter(a =>"
                        + " !document.querySelector(a.getAttribute('href'))).length"))
                .as("links that lead nowhere")
                .isEqualTo(0L);
    }

    @Test
    void showsTheVerdictBeforeAnythingElse() {
        browser.open(report("testbench"), "light", DESK);

        assertThat(browser.evaluate(
                        "return document.querySelector('.verdict.passed').getBoundingClientRect().top < 200"))
                .isEqualTo(true);
    }

    private String background() {
        return String.valueOf(browser.evaluate("return getComputedStyle(document.body).backgroundColor"));
    }

    private Path report(String names) {
        Path file = folder.resolve(names + ".html");
        List<MeasuredRun> runs = Arrays.stream(names.split(","))
                .map(name ->
                        MeasuredRun.read(MEASUREMENTS.resolve(name + ".json")).named(name))
                .toList();
        Report.of("What it costs", runs).with(EnumSet.allOf(ReportType.class)).writeHtml(file);
        return file;
    }
}

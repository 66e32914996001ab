package dev.kenning.testbench.report;

import dev.kenning.testbench.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's Chromium without a window, which writes down what it would fetch. */
public final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts the browser, or ends the test. */
    public static Browser start() {
        Path chromium = Tools.require("chromium", "chromium", "chromium");
        Path driver = Tools.require("chromedriver", "chromium", "chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars");
        options.setCapability("goog:loggingPrefs", Map.of("performance", "ALL", "browser", "ALL"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .usingAnyFreePort()
                .withTimeout(Duration.ofSeconds(60))
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** Opens a file by day or by night, in a window so wide. */
    public void open(Path file, String scheme, int width) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", "", "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        driver.manage().window().setSize(new Dimension(width, 900));
        driver.get(file.toAbsolutePath().toUri().toString());
    }

    /** Shows the page as it is printed. */
    public void print() {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    }

    /** Returns what the browser asked for since the last call, other than the file itself. */
    public List<String> requests(Path file) {
        String own = file.toAbsolutePath().toUri().toString();
        return driver.manage().logs().get("performance").getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceAll(".*?\"request\":\\{.*?\"url\":\"(.*?)\".*", "$1"))
                .filter(url -> !url.equals(own) && !url.startsWith("data:") && !url.startsWith(own + "#"))
                .toList();
    }

    /** Returns what the page's scripts and policies complained about. */
    public List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(Object::toString)
                .toList();
    }

    /** Returns how many elements a selector finds. */
    public int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    /** Returns what a script returns. */
    public Object evaluate(String script) {
        return driver.executeScript(script);
    }

    /** Clicks on the first element that a selector finds. */
    public void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    /** Keeps an image of the whole page and returns its bytes. */
    public byte[] screenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Object shot = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                .get("data");
        byte[] bytes = Base64.getDecoder().decode(String.valueOf(shot));
        Files.write(SCREENSHOTS.resolve(name + ".png"), bytes);
        return bytes;
    }

    /** Keeps an image of the window. */
    public byte[] window(Path file) throws IOException {
        byte[] bytes = driver.getScreenshotAs(OutputType.BYTES);
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Files.write(file, bytes);
        return bytes;
    }

    @Override
    public void close() {
        driver.quit();
    }
}

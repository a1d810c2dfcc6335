// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real browser, which keeps to policies that {@link Browser} only reads, in the hands of somebody
 * who has a keyboard alone.
 */
final class Chromium implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "pages");

    /** More than any page has things to reach. */
    private static final int MOST_TABS = 20;

    private final Look look;
    private final ChromeDriver driver;

    private Chromium(Look look, ChromeDriver driver) {
        this.look = look;
        this.driver = driver;
    }

    static Chromium start(Look look) {
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(program("chromedriver"))
                        .usingAnyFreePort()
                        .build();
        ChromeDriver driver = new ChromeDriver(service, options(look));
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", look.screen());
        driver.executeCdpCommand("Emulation.setEmulatedMedia", look.media());
        return new Chromium(look, driver);
    }

    private static ChromeOptions options(Look look) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium", "google-chrome", "chrome"));
        options.setCapability("goog:loggingPrefs", logs);
        options.setExperimentalOption(
                "prefs", Map.of("intl.accept_languages", look.language().toLanguageTag()));
        // Its own trust is that of its user; what the gate's certificate is worth others test.
        options.setAcceptInsecureCerts(true);
        // It visits no page but ours, and its sandbox does not start for root.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu");
        return options;
    }

    private static File program(String... names) {
        List<Path> folders =
                Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).toList();
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toFile)
                .orElseThrow(() ->
                        new AssertionError(
                                names[0]
                                        + " is not on the PATH. The pages are tested in a real"
                                        + " browser: Debian has it in the packages chromium and"
                                        + " chromium-driver"));
    }

    void open(URI address) {
        driver.get(address.toString());
    }

    URI address() {
        return URI.create(driver.getCurrentUrl());
    }

    /** Waits until it is there, be it on this page or on the next. */
    WebElement find(String id) {
        return new WebDriverWait(driver, Look.PATIENCE)
                .withMessage(() -> "#" + id + " at " + address().getPath())
                .until(page -> page.findElement(By.id(id)));
    }

    /** Replaces what a field says. */
    void type(String id, String text) {
        reach(id).sendKeys(Keys.chord(Keys.CONTROL, "a") + Keys.DELETE + text);
    }

    /** Follows a link, or sends a form by its button. */
    void press(String id) {
        reach(id).sendKeys(Keys.ENTER);
    }

    private WebElement reach(String id) {
        find(id);
        for (int tabs = 0; tabs < MOST_TABS; tabs++) {
            WebElement active = driver.switchTo().activeElement();
            if (id.equals(active.getDomAttribute("id"))) {
                assertThat(active.getCssValue("outline-style"))
                        .as("how #%s shows that it is the one", id)
                        .isNotEqualTo("none");
                return active;
            }
            active.sendKeys(Keys.TAB);
        }
        throw new AssertionError("no way by the keyboard to #" + id);
    }

    /**
     * What everybody needs of a page: no rule of axe broken, nothing wider than the screen, nothing
     * that the browser complains about. Its picture is kept.
     */
    void assertPageIsSound(String name) {
        Path picture = PICTURES.resolve(name + "-" + look + ".png");
        try {
            Files.createDirectories(PICTURES);
            Files.write(picture, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + picture, e);
        }
        assertThat(driver.findElement(By.tagName("html")).getDomAttribute("lang"))
                .as(picture::toString)
                .isEqualTo(look.language().toLanguageTag());
        assertThat(
                        driver.executeScript(
                                "return document.documentElement.scrollWidth <= window.innerWidth"))
                .as("%s is not too wide", picture)
                .isEqualTo(true);
        assertThat(complaints()).as(picture::toString).isEmpty();
        assertThat(new AxeBuilder().analyze(driver).getViolations())
                .as(picture::toString)
                .extracting(Rule::getId, Rule::getNodes)
                .isEmpty();
    }

    /** All but that a page has a status of an error, which is how a refused form is answered. */
    private List<String> complaints() {
        String refused = address() + " - Failed to load resource: the server responded with";
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.startsWith(refused))
                .toList();
    }

    /** Waits until it has left the gate for there. */
    URI awaitAt(URI elsewhere) {
        new WebDriverWait(driver, Look.PATIENCE)
                .withMessage(() -> "at " + address().getPath())
                .until(page -> page.getCurrentUrl().startsWith(elsewhere.toString()));
        return address();
    }

    @Override
    public void close() {
        driver.quit();
    }
}

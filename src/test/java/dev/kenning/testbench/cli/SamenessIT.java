package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Rounds;
import dev.kenning.testbench.engine.embedded.EmbeddedEngine;
import dev.kenning.testbench.scenario.resolve.Scenario;
import dev.kenning.testbench.scenario.run.ScenarioResult;
import dev.kenning.testbench.scenario.run.ScenarioRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A session leaves one fingerprint, memory at the end included, whatever the host is like. */
@Isolated("sets the translator, the locale and the time zone of the whole process")
@Tag("exhaustive")
@Tag("board")
class SamenessIT {

    private static final Path SCENARIO = Path.of("scenarios/gestures/tflite/stm32f746g_disco.yml");
    private static final String TRANSLATOR = "testbench.translator";
    private static final List<String> TRANSLATORS = List.of("off", "on", "eager");
    private static final List<String> LOCALES =
            List.of("en-US", "ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva", "de-DE");
    private static final List<String> ZONES = List.of("UTC", "Pacific/Kiritimati", "America/St_Johns");
    private static final int THREADS = 4;

    private final String translator = System.getProperty(TRANSLATOR, "on");
    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void restore() {
        System.setProperty(TRANSLATOR, translator);
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @Test
    void aThousandSessionsLeaveOneFingerprint() throws Exception {
        int sessions = Rounds.of(1000);
        Map<String, List<String>> hostsByFingerprint = new LinkedHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int done = 0; done < sessions; done += THREADS) {
                int round = done / THREADS;
                String host = become(round);
                List<Future<String>> fingerprints = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    fingerprints.add(threads.submit(SamenessIT::fingerprint));
                }
                for (Future<String> each : fingerprints) {
                    hostsByFingerprint
                            .computeIfAbsent(each.get(), key -> new ArrayList<>())
                            .add(host);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(hostsByFingerprint)
                .as("fingerprints of %d sessions, and the hosts that gave them", sessions)
                .hasSize(1);
    }

    /** Makes this process one of another setting, country and time. */
    private static String become(int round) {
        String setting = TRANSLATORS.get(round % TRANSLATORS.size());
        String language = LOCALES.get(round % LOCALES.size());
        String place = ZONES.get(round / 2 % ZONES.size());
        System.setProperty(TRANSLATOR, setting);
        Locale.setDefault(Locale.forLanguageTag(language));
        TimeZone.setDefault(TimeZone.getTimeZone(place));
        return setting + " " + language + " " + place;
    }

    private static String fingerprint() throws Exception {
        ScenarioResult result = new ScenarioRun(Scenario.read(SCENARIO, new ScenarioOptions().get()), 1e-4)
                .profiled()
                .on(new EmbeddedEngine(), new ScenarioRun.Listener() {});
        assertThat(result.record().memory()).as("digest of the memories").isPresent();
        return RunMeasurements.of(result, new EmbeddedEngine()).fingerprint();
    }
}

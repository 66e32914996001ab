package dev.kenning.testbench.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenodeVersionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Renode, version 1.15.3.30900 (03756cb5-202611201707)           | 1.15.3.30900 | true
        Renode, version 1.15.3 (embedded engine of Kenning Testbench)  | 1.15.3       | true
        Renode v1.16.0.1525                                            | 1.16.0.1525  | true
        Renode, version 1.14.0.13430 (1d2f3)                           | 1.14.0.13430 | false
        Renode v1.17.0                                                 | 1.17.0       | false
        Renode v2.15.0                                                 | 2.15.0       | false
        """)
    void readsTheFormsOfAllReleases(String said, String text, boolean supported) {
        RenodeVersion version = RenodeVersion.parse(said).orElseThrow();

        assertThat(version.text()).isEqualTo(text);
        assertThat(version.isSupported()).isEqualTo(supported);
    }

    @Test
    void tellsTheDotNetPackage() {
        RenodeVersion version = RenodeVersion.parse(
                        "Renode v1.16.1.2345\n  build: 8f1a2b3c-202602161122\n  runtime: .NET 8.0.11\n")
                .orElseThrow();

        assertThat(version.text()).isEqualTo("1.16.1.2345 on .NET");
    }

    @Test
    void findsNoVersionWhereThereIsNone() {
        assertThat(RenodeVersion.parse("command not found")).isEmpty();
    }

    @Test
    void saysWhatToInstallInstead() {
        assertThat(RenodeVersion.parse("Renode v1.17.0").orElseThrow().refusal())
                .isEqualTo(
                        "Renode 1.17.0 is not supported; install one of 1.15.x, 1.16.x, or use the engine embedded or"
                                + " container");
    }
}

package dev.kenning.testbench.platform.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kenning.testbench.text.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorQuotingTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "two words", "a \"quoted\" word", "$x @y; #z `w`", "it's", "C:\\x", "naïve ☃"})
    void writesStringsThatReadBackTheSame(String text) {
        assertThat(readBack(MonitorQuoting.string(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.elf", "/tmp/two words/a.elf", "build@2/a.elf", "a,b=[c]{d}.elf", "ümlaut.elf"})
    void writesPathsThatReadBackTheSame(String path) {
        assertThat(readBack(MonitorQuoting.path(path))).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "tab\there", "ends in \\", "a \\\" b"})
    void refusesStringsThatTheLanguageCannotSay(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MonitorQuoting.string(text))
                .withMessageStartingWith("a monitor string cannot hold");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "a\"b", "a'b", "a;b", "a#b", "a\\b", "$HOME/a", "a`b"})
    void refusesPathsThatTheLanguageCannotSay(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MonitorQuoting.path(path))
                .withMessageStartingWith("a monitor path cannot");
    }

    private static String readBack(String written) {
        MonitorStatement.Call call = (MonitorStatement.Call)
                MonitorStatement.parse(Source.ofText("x " + written + " y")).get(0);
        assertThat(call.arguments()).as(written).hasSize(2);
        return call.arguments().get(0).text();
    }
}

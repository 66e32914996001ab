package dev.kenning.testbench.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps arguments from being bound to a parameter that nobody meant ({@code renode-integration.md}, section 1.6). */
class KeywordCallTest {

    @ParameterizedTest
    @ValueSource(strings = {"ready", "", "=", "a=", "a = b", "a-b=c", "a=\nb", "one\ntwo", "one\na=b", " a=b"})
    void sendsHarmlessTextsAsTheyAre(String text) {
        assertThat(KeywordCall.of("WriteToUart").with(text).arguments()).isEqualTo(texts(text));
    }

    @Test
    void namesATextThatLooksNamed() {
        assertThat(KeywordCall.of("WaitForLineOnUart").with("a=b").arguments()).isEqualTo(texts("content=a=b"));
    }

    @Test
    void namesWhatFollowsANamedText() {
        KeywordCall call = KeywordCall.of("RegisterShouldBeEqual").with("R0=1").with("0x10");

        assertThat(call.arguments()).isEqualTo(texts("register=R0=1", "value=0x10"));
    }

    @Test
    void startsACommandThatLooksNamedWithABlank() {
        assertThat(KeywordCall.of("ExecuteCommand").with("a=b\nc").arguments()).isEqualTo(texts(" a=b\nc"));
    }

    @Test
    void writesNamedValuesAsRenodeParsesThem() {
        KeywordCall call = KeywordCall.of("WaitForLineOnUart")
                .with("ready")
                .with("timeout", Duration.ofMillis(2500))
                .with("testerId", 3)
                .with("treatAsRegex", true);

        assertThat(call.arguments()).isEqualTo(texts("ready", "timeout=2.5", "testerId=3", "treatAsRegex=true"));
    }

    @Test
    void writesSecondsWithoutAnExponent() {
        assertThat(KeywordCall.seconds(Duration.ofNanos(1))).isEqualTo("0.000000001");
        assertThat(KeywordCall.seconds(Duration.ofSeconds(1000))).isEqualTo("1000");
        assertThat(KeywordCall.seconds(Duration.ZERO)).isEqualTo("0");
    }

    @Test
    void refusesATextThatNoSpellingCarries() {
        assertThatThrownBy(() -> KeywordCall.of("WriteToUart").with("a=b\nc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("WriteToUart cannot take the argument 'a=b\\nc': Renode cuts what it binds by name"
                        + " ('content') at the first line break");
    }

    @Test
    void refusesATextThatLooksNamedWhereTheParameterIsNotKnown() {
        assertThatThrownBy(() -> KeywordCall.of("HandleHotSpot").with("a=b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("Renode would bind it by name; say the name of its parameter");
    }

    @Test
    void refusesNamedValuesThatRenodeLoses() {
        KeywordCall call = KeywordCall.of("WriteToUart");

        assertThatThrownBy(() -> call.with("content", "")).hasMessageContaining("an empty argument");
        assertThatThrownBy(() -> call.with("content", "a\nb")).hasMessageContaining("at the first line break");
        assertThatThrownBy(() -> call.with("con tent", "a")).hasMessageContaining("is no name of a parameter");
    }

    @Test
    void refusesAPositionAfterAName() {
        KeywordCall call = KeywordCall.of("WaitForPromptOnUart").with("timeout", 1);

        assertThatThrownBy(() -> call.with("prompt")).hasMessageEndingWith("it follows a named one");
        assertThatThrownBy(() -> call.with(RpcValue.of(1))).hasMessageEndingWith("it follows a named one");
    }

    @Test
    void showsItselfOnOneLine() {
        assertThat(KeywordCall.of("WriteToUart").with("one\ntwo")).hasToString("WriteToUart \"one\\ntwo\"");
        assertThat(KeywordCall.of("StartEmulation")).hasToString("StartEmulation");
    }

    private static List<RpcValue> texts(String... texts) {
        return RpcValue.ofStrings(List.of(texts)).values();
    }
}

package dev.kenning.testbench.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.robot.RpcValue;
import dev.kenning.testbench.robot.UnfitArgumentsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How arguments reach parameters, by Renode's rules ({@code renode-integration.md}, section 1.6). */
class KeywordBindingTest {

    private final List<String> seen = new ArrayList<>();
    private final Keyword keyword =
            new Keyword("Wait content:text timeout:seconds? id:integer? regex:flag? ratio:number?", arguments -> {
                seen.add(arguments.text("content"));
                arguments.timeIfGiven("timeout").ifPresent(time -> seen.add("timeout " + time.toMillis()));
                arguments.integerIfGiven("id").ifPresent(id -> seen.add("id " + id));
                arguments.flagIfGiven("regex").ifPresent(regex -> seen.add("regex " + regex));
                arguments.numberIfGiven("ratio").ifPresent(ratio -> seen.add("ratio " + ratio));
                return RpcValue.nil();
            });

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            a                                | a
            a,2.5,3,true,0.5                 | a,timeout 2500,id 3,regex true,ratio 0.5
            a,id=0x10,timeout=1              | a,timeout 1000,id 16
            content=x=y                      | x=y
            content=a,regex=False            | a,regex false
            a,null,0b11                      | a,id 3
            a,,4                             | a,id 4
            id=                              | id=
            ' foo=bar'                       | ' foo=bar'
            """)
    void bindsTexts(String sent, String bound) throws Exception {
        run(sent.split(",", -1));

        assertThat(String.join(",", seen)).isEqualTo(bound);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo=bar",
                "timeout=1",
                "timeout=1,a",
                "a,soon",
                "a,-1",
                "a,1,2.5",
                "a,1,2,yes",
                "a,content=b",
                "a,timeout=1,timeout=2",
                "a,1,2,true,0.5,more",
            })
    void refusesWhatDoesNotFit(String sent) {
        assertThatThrownBy(() -> run(sent.split(",", -1))).isInstanceOf(UnfitArgumentsException.class);
        assertThat(seen).as("what was run").isEmpty();
    }

    @Test
    void cutsANamedValueAtItsFirstLineBreak() throws Exception {
        keyword.run(List.of(RpcValue.of("content=one\ntwo")));

        assertThat(seen).containsExactly("one");
    }

    @Test
    void keepsTheLineBreaksOfAPositionalValue() throws Exception {
        keyword.run(List.of(RpcValue.of("one\ntwo")));

        assertThat(seen).containsExactly("one\ntwo");
    }

    @Test
    void takesValuesThatAreNoTexts() throws Exception {
        keyword.run(List.of(RpcValue.of("a"), RpcValue.of(2), RpcValue.of(7), RpcValue.of(true), RpcValue.of(0.25)));

        assertThat(seen).containsExactly("a", "timeout 2000", "id 7", "regex true", "ratio 0.25");
    }

    @Test
    void refusesAnArrayWhereATextBelongs() {
        assertThatThrownBy(() -> keyword.run(List.of(RpcValue.ofStrings(List.of("a")))))
                .isInstanceOf(UnfitArgumentsException.class);
    }

    private void run(String... texts) throws UnfitArgumentsException {
        keyword.run(Arrays.stream(texts).<RpcValue>map(RpcValue::of).toList());
    }
}

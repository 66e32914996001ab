package dev.kenning.testbench.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kenning.testbench.text.Position;
import dev.kenning.testbench.text.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplWriterTest {

    private static final Position ANYWHERE = new Position(Source.ofText(""), 1, 1, 1);

    private static final RecursiveComparisonConfiguration WITHOUT_POSITIONS = RecursiveComparisonConfiguration.builder()
            .withIgnoredFieldsOfTypes(Position.class)
            .withStrictTypeChecking(true)
            .build();

    @Test
    void writesOneBlockPerEntry() {
        Description description = Description.parse(Source.ofText("""
                using "a.repl";;
                local x :Some.Type@{sysbus <0x100,0x200>;sysbus new Bus.BusPointRegistration{address:0x0A_00}} as "y"
                    lower: 0xFF // comment
                    list: [1,.None, A.B ,empty,]
                    [0-3,IRQ]->nvic@[19-22 , 7]|gic#0x1@[0-4]
                    Upper: none
                    -> nvic@1
                    init add:
                        Tag <0 5> "x"
                    reset: { a; b }
                y:
                    text: '''one
                  two'''
                z: @ none
                """));

        assertThat(description.toRepl()).isEqualTo("""
                using "a.repl"

                local x: Some.Type @ {
                        sysbus <0x100, +0x100>;
                        sysbus new Bus.BusPointRegistration { address: 0x0a00 }
                    } as "y"
                    lower: 0xff
                    list: [1, .None, A.B, empty]
                    [0-3, IRQ] -> nvic@[19-22, 7] | gic#1@[0-4]
                    Upper: none
                    -> nvic@1
                    init add:
                        Tag <0 5> "x"
                    reset:
                        a
                        b

                y:
                    text: '''one
                  two'''

                z: @ none
                """);
    }

    @Test
    void readsBackWhatItWroteOfRandomDescriptions() {
        for (long seed = 0; seed < 2000; seed++) {
            Description description = new RandomDescriptions(new Random(seed)).next();

            String text = description.toRepl();

            assertThat(Description.parse(Source.ofText(text)))
                    .as("description of seed %d, written as%n%s", seed, text)
                    .usingRecursiveComparison(WITHOUT_POSITIONS)
                    .isEqualTo(description);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"renode/stm32f746g_disco.repl", "src/test/resources/renode-golden/rv32.repl"})
    void readsBackWhatItWroteOfRealPlatforms(String file) {
        Description description = Description.parse(Source.ofFile(Path.of(file)));

        assertThat(Description.parse(Source.ofText(description.toRepl())))
                .usingRecursiveComparison(WITHOUT_POSITIONS)
                .isEqualTo(description);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'''", "'''at both ends'''", "two\nlines ''' quoted", "\\", "\\\"", "// {", "a\n\n\n"})
    void quotesStringsAsTheyNeedIt(String string) {
        Attribute property = new Attribute.Property("x", new Value.Text(string, ANYWHERE), ANYWHERE);

        Description again = Description.parse(Source.ofText(described(property).toRepl()));

        assertThat(again).usingRecursiveComparison(WITHOUT_POSITIONS).isEqualTo(described(property));
    }

    @ParameterizedTest
    @ValueSource(strings = {"carriage\rreturn", "line\nends in backslash\\", "it\nends in quote'"})
    void refusesStringsThatTheLanguageCannotSay(String string) {
        Attribute property = new Attribute.Property("x", new Value.Text(string, ANYWHERE), ANYWHERE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> described(property).toRepl())
                .withMessageStartingWith("the language of descriptions cannot say what 'device' holds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two; statements", "a // comment", "brace }", "two\nlines", " blank", ""})
    void refusesStatementsThatTheLanguageCannotSay(String statement) {
        Attribute init = new Attribute.Script(
                Attribute.Script.Kind.INIT, false, List.of(new Statement(statement, ANYWHERE)), ANYWHERE);

        assertThatIllegalArgumentException().isThrownBy(() -> described(init).toRepl());
    }

    private static Description described(Attribute attribute) {
        Entry entry = new Entry(
                false,
                "device",
                Optional.of(new TypeName("Type", ANYWHERE)),
                Optional.empty(),
                Optional.empty(),
                List.of(attribute),
                ANYWHERE);
        return new Description(List.of(), List.of(entry));
    }
}

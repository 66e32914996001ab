package dev.kenning.testbench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollapsedStacksTest {

    @TempDir
    private Path folder;

    @Test
    void sumsTheInstructionsOfEachFunctionThatRenodeWrote() {
        Profile profile = CollapsedStacks.read(Path.of("src/test/resources/renode-golden/m7.collapsed"));

        FunctionCost work = profile.function("work").orElseThrow();
        assertThat(work.exclusive()).isGreaterThanOrEqualTo(6005);
        assertThat(profile.function("reset").orElseThrow().inclusive()).isGreaterThan(work.inclusive());
        assertThat(profile.function("reset").orElseThrow().callees()).containsKeys("puts_", "work");
    }

    @Test
    void writesAgainWhatItHasRead() throws IOException {
        Profile profile = read("main 3\nmain;work (entry) 10\nmain;work (entry);add (entry) 4\nmain 2\n");

        assertThat(new ProfileExport(profile).collapsed())
                .isEqualTo("main 5\nmain;work (entry) 10\nmain;work (entry);add (entry) 4\n");
    }

    @Test
    void takesEachCallBelowAGraphFunctionForAnOperator() throws IOException {
        Profile profile = read("""
            main;interpreter_run (entry) 5
            main;interpreter_run (entry);conv (entry) 10
            main;interpreter_run (entry);conv (entry);dot (entry) 100
            [isr] 7
            main;interpreter_run (entry);conv (entry) 1
            main;interpreter_run (entry) 3
            main;interpreter_run (entry);conv (entry) 20
            main;interpreter_run (entry) 2
            main;interpreter_run (entry);pool (entry) 8
            main 4
            """);

        assertThat(profile.layers())
                .containsExactly(
                        new LayerCall("interpreter_run", "conv", 111),
                        new LayerCall("interpreter_run", "conv", 20),
                        new LayerCall("interpreter_run", "pool", 8));
        assertThat(profile.countsAccesses()).isFalse();
    }

    @Test
    void takesALineWithoutAFunctionForWhatNobodyKnows() throws IOException {
        assertThat(read("main 3\n 5\n").function("[unknown]"))
                .hasValueSatisfying(unknown -> assertThat(unknown.exclusive()).isEqualTo(5));
    }

    @Test
    void saysWhichLineIsNone() {
        assertThatThrownBy(() -> read("main 3\nmain;work\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("x.collapsed:2: this is no collapsed stack: 'main;work'");
    }

    @Test
    void saysThatNothingWasExecuted() {
        assertThatThrownBy(() -> read("\n")).hasMessageContaining("holds no collapsed stack");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> CollapsedStacks.read(folder.resolve("absent.collapsed")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("it is not there");
    }

    private Profile read(String text) throws IOException {
        return CollapsedStacks.read(Files.writeString(folder.resolve("x.collapsed"), text));
    }
}

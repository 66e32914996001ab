package dev.kenning.testbench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentTest {

    @Test
    void knowsWhereEveryValueStands() {
        Document.Mapping root = mapping("a: 1\nb:\n  c: [x, y]\n");

        assertThat(root.mapping("b").orElseThrow().list("c").get(1).position()).hasToString("test.yml:3:10");
    }

    @Test
    void readsJson() {
        Document.Mapping root =
                mapping("{\"simulated\": true, \"limit\": 0x10, \"names\": [\"a\", \"b\"], \"none\": null}");

        assertThat(root.bool("simulated")).contains(true);
        assertThat(root.integer("limit")).contains(16L);
        assertThat(root.texts("names")).containsExactly("a", "b");
        assertThat(root.text("none")).isEmpty();
    }

    @Test
    void namesTheNearestKeyForAnUnknownOne() {
        Document.Mapping root = mapping("platfrom: 1\n");

        assertThatThrownBy(() -> root.allowOnly(Set.of("platform", "dataset"), "a scenario"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("test.yml:1:1: unknown key 'platfrom' in a scenario. Did you mean 'platform'?");
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        assertThatThrownBy(() -> mapping("a: 1\nb: 2\na: 3\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("test.yml:3:")
                .hasMessageContaining("'a'");
    }

    @Test
    void saysWhereAFileStopsBeingYaml() {
        assertThatThrownBy(() -> mapping("a: [1, 2\nb: 3\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("test.yml:2:")
                .hasMessageContaining("not YAML");
    }

    @Test
    void saysThatATabCannotIndent() {
        assertThatThrownBy(() -> mapping("a:\n\tb: 3\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "test.yml:2:1: this is not YAML: while scanning for the next token,"
                                + " found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)");
    }

    @Test
    void saysWhatAValueShouldHaveBeen() {
        Document.Mapping root = mapping("limit: many\n");

        assertThatThrownBy(() -> root.integer("limit"))
                .hasMessage("test.yml:1:8: 'limit' must be a whole number, is 'many'");
    }

    @Test
    void tellsAFolderFromAMissingFile() {
        assertThatThrownBy(() -> Document.read(Path.of("src"))).hasMessage("cannot read src: it is a folder");
        assertThatThrownBy(() -> Document.read(Path.of("no-such.yml")))
                .hasMessage("cannot read no-such.yml: there is no such file");
    }

    private static Document.Mapping mapping(String text) {
        return Document.parse(text, "test.yml").asMapping("the test");
    }
}

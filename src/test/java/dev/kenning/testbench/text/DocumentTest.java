package dev.kenning.testbench.text;

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

    @Test
    void resolvesAnchorsAndMergeKeys() {
        Document.Mapping root = Document.parse("""
                base: &base {kind: a, size: 1}
                other:
                  <<: *base
                  size: 2
                again: *base
                """, "file.yml").asMapping("a file");

        Document.Mapping other = root.mapping("other").orElseThrow();
        assertThat(other.text("kind")).contains("a");
        assertThat(other.integer("size")).contains(2L);
        assertThat(other.keys()).containsOnlyKeys("kind", "size");
        assertThat(root.mapping("again").orElseThrow().integer("size")).contains(1L);
    }

    @Test
    void refusesAliasesWithoutAnAnchorAndSecondDocuments() {
        assertThatThrownBy(() -> Document.parse("a: *b", "file.yml"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("file.yml:1:4: *b has no anchor &b before it");
        assertThatThrownBy(() -> Document.parse("a: 1\n---\nb: 2\n", "file.yml"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("a second document starts here");
    }

    @Test
    void tellsNothingFromTextsThatSaySo() {
        Document.Mapping root = Document.parse("a: ~\nb: Null\nc: 'null'\nd: \"\"\n", "file.yml")
                .asMapping("a file");

        assertThat(root.get("a")).isEmpty();
        assertThat(root.get("b")).isEmpty();
        assertThat(root.text("c")).contains("null");
        assertThat(root.text("d")).contains("");
    }
}

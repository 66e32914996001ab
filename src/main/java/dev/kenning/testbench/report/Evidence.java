package dev.kenning.testbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What this project's runs keep under a key of their own, beside Kenning's: console, frames, firmware, costs by layer. */
final class Evidence {

    private final JsonNode node;

    Evidence(JsonNode node) {
        this.node = node;
    }

    /** Returns what is under a key; a missing node if nothing is. */
    JsonNode at(String key) {
        return node.path(key);
    }

    Optional<Verdict> verdict() {
        JsonNode verdict = node.path("verdict");
        if (!verdict.path("passed").isBoolean()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(verdict.path("passed").booleanValue(), texts(verdict.path("reasons"))));
    }

    /** Returns the lines under a key. */
    List<String> lines(String key) {
        return texts(node.path(key));
    }

    /** Returns the text under a key. */
    Optional<String> text(String key) {
        JsonNode text = node.path(key);
        return text.isString() && !text.stringValue().isEmpty() ? Optional.of(text.stringValue()) : Optional.empty();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : array) {
            texts.add(text.isString() ? text.stringValue() : text.toString());
        }
        return texts;
    }
}

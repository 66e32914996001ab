package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.robot.KeywordException;
import dev.kenning.testbench.robot.KeywordLibrary;
import dev.kenning.testbench.robot.RpcValue;
import dev.kenning.testbench.robot.UnfitArgumentsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Runs the keywords of Renode 1.15.3 on the embedded engine.
 *
 * <p>{@code Provides} keeps the calls since the last {@code ResetEmulation} under a name, and {@code Requires} makes them
 * again: the engine cannot save an emulation, but equal calls lead to equal states.
 */
final class EmbeddedKeywords implements KeywordLibrary {

    private record Call(String keyword, List<RpcValue> arguments) {}

    private static final String RESET = "ResetEmulation";

    /** What neither belongs to a state nor changes it. */
    private static final Set<String> NOT_RECORDED = Set.of(RESET, "Provides", "Requires");

    private final RunLoop loop;
    private final List<KeywordGroup> groups;
    private final Map<String, Keyword> keywords = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, List<Call>> states = new HashMap<>();
    private volatile boolean over;

    EmbeddedKeywords(RunLoop loop) {
        this.loop = loop;
        groups = List.of(
                new MonitorKeywords(loop),
                new UartKeywords(loop),
                new LogKeywords(loop),
                new LedKeywords(loop),
                new CoreKeywords(loop),
                new AbsentKeywords());
        groups.forEach(group -> group.keywords().forEach(this::add));
        add(new Keyword(RESET, arguments -> reset()));
        add(new Keyword("Provides state:text type:text?", this::provide));
        add(new Keyword("Requires state:text", this::require));
    }

    private void add(Keyword keyword) {
        keywords.put(keyword.name(), keyword);
    }

    @Override
    public List<String> names() {
        return List.copyOf(keywords.keySet());
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public RpcValue run(String name, List<RpcValue> arguments) throws UnfitArgumentsException {
        return loop.inTurn(() -> {
            try {
                return record(new Call(name, arguments));
            } finally {
                over = loop.emulation().hasQuit();
            }
        });
    }

    private RpcValue record(Call call) throws UnfitArgumentsException {
        RpcValue result = run(call);
        if (!NOT_RECORDED.contains(call.keyword())) {
            calls.add(call);
        }
        return result;
    }

    private RpcValue run(Call call) throws UnfitArgumentsException {
        try {
            return Objects.requireNonNull(keywords.get(call.keyword())).run(call.arguments());
        } catch (EngineException e) {
            throw new KeywordException(String.valueOf(e.getMessage()));
        }
    }

    private RpcValue reset() {
        loop.emulation().clear();
        groups.forEach(KeywordGroup::clear);
        calls.clear();
        return RpcValue.nil();
    }

    private RpcValue provide(KeywordArguments arguments) {
        states.put(arguments.text("state"), List.copyOf(calls));
        return RpcValue.nil();
    }

    private RpcValue require(KeywordArguments arguments) {
        String state = arguments.text("state");
        List<Call> recorded = states.get(state);
        if (recorded == null) {
            throw new KeywordException("Required state " + state + " not found.");
        }
        reset();
        for (Call call : recorded) {
            try {
                record(call);
            } catch (UnfitArgumentsException e) {
                throw new IllegalStateException("a keyword that has run takes its arguments", e);
            }
        }
        return RpcValue.nil();
    }
}

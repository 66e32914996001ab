package dev.kenning.testbench.robot;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Runs keywords on a robot remote server: Renode's own, or a {@link RobotServer}.
 *
 * <p>Thread-safe: requests go out one at a time, as the server would serve them. A request that is not answered within
 * its wall-clock limit cannot be cancelled over there ({@code renode-integration.md}, section 1.10), so the client gives
 * the server up: it calls {@link Builder#onHang}, and every later call throws {@link ServerGoneException}.
 */
public final class RobotClient {

    /** Fault of a keyword that does not exist; 2 means arguments that do not fit. */
    private static final int NOT_FOUND = 1;

    private static final int ARGUMENTS_DO_NOT_FIT = 2;
    private static final int LONGEST_QUOTE = 200;
    private static final String STOP = "StopRemoteServer";

    private final URI address;
    private final Duration timeout;
    private final Runnable onHang;
    private final MessageLimits limits;
    private final HttpClient http;
    private final ReentrantLock turn = new ReentrantLock(true);

    private Optional<String> givenUp = Optional.empty();
    private Optional<Set<String>> keywords = Optional.empty();

    private RobotClient(Builder builder) {
        this.address = builder.address;
        this.timeout = builder.timeout;
        this.onHang = builder.onHang;
        this.limits = builder.limits;
        // HTTP/2's upgrade is unknown to Renode's listener, and a proxy has no business between us and it.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /** Makes a client of a server; nothing is sent yet. */
    public static RobotClient of(URI address) {
        return builder(address).build();
    }

    /** Makes a client of a server with other limits. */
    public static Builder builder(URI address) {
        return new Builder(address);
    }

    /** Configures a client. */
    public static final class Builder {

        private final URI address;
        private Duration timeout = Duration.ofSeconds(60);
        private Runnable onHang = () -> {};
        private MessageLimits limits = MessageLimits.DEFAULT;

        private Builder(URI address) {
            this.address = address;
        }

        /** Limits the wall-clock time of a request that waits for nothing; 60 s if not said otherwise. */
        public Builder timeout(Duration limit) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("timeout must be > 0, not " + limit);
            }
            this.timeout = limit;
            return this;
        }

        /** Says what ends a server that hangs, such as killing its process tree; called once, on the caller's thread. */
        public Builder onHang(Runnable kill) {
            this.onHang = kill;
            return this;
        }

        Builder limits(MessageLimits answer) {
            this.limits = answer;
            return this;
        }

        /** Makes the client. */
        public RobotClient build() {
            return new RobotClient(this);
        }
    }

    /**
     * Returns the names of the server's keywords; asks for them once.
     *
     * @throws RobotException if the server does not tell
     */
    public Set<String> getKeywordNames() {
        return inTurn("get_keyword_names", this::keywords);
    }

    /** Runs a keyword with arguments by position, each a string; see {@link #run(KeywordCall)}. */
    public RpcValue runKeyword(String name, String... arguments) {
        KeywordCall call = KeywordCall.of(name);
        for (String argument : arguments) {
            call = call.with(argument);
        }
        return run(call);
    }

    /**
     * Runs a keyword.
     *
     * @return its result, {@link RpcValue.Nil} if it has none
     * @throws KeywordFailedException if it ran and failed
     * @throws UnknownKeywordException if the server has no such keyword; nothing was sent then
     * @throws ArgumentsRefusedException if the server could not bind the arguments
     * @throws ServerGoneException if nobody answers, or the client gave the server up earlier
     * @throws ServerHungException if the answer did not come in time
     * @throws MalformedAnswerException if the answer makes no sense
     */
    public RpcValue run(KeywordCall call) {
        return run(call, Duration.ZERO);
    }

    /** Runs a keyword that waits: its wall-clock limit grows by ten times the virtual time that it may wait. */
    RpcValue run(KeywordCall call, Duration virtualTime) {
        Duration limit = timeout.plus(virtualTime.multipliedBy(10));
        return inTurn(call.toString(), () -> {
            if (!keywords().contains(call.keyword())) {
                throw new UnknownKeywordException(call.keyword(), server());
            }
            return outcome(call, result(call, limit));
        });
    }

    /** Ends the server; one that is gone already, or goes without an answer, has ended. */
    public void stopRemoteServer() {
        try {
            run(KeywordCall.of(STOP));
        } catch (ServerGoneException e) {
            // That is what was asked for.
        }
    }

    private Set<String> keywords() {
        if (keywords.isEmpty()) {
            keywords = Optional.of(askForKeywords());
        }
        return keywords.get();
    }

    private Set<String> askForKeywords() {
        String question = "get_keyword_names";
        MethodResponse response = exchange(question, new MethodCall(question, List.of()), timeout);
        if (response instanceof MethodResponse.Result result && result.value() instanceof RpcValue.Array array) {
            Set<String> names = new TreeSet<>();
            for (RpcValue value : array.values()) {
                names.add(text(question, "a keyword's name", value));
            }
            return Set.copyOf(names);
        }
        throw new MalformedAnswerException(question, "a list of names expected, not " + shortened(response.toString()));
    }

    private RpcValue.Struct result(KeywordCall call, Duration limit) {
        List<RpcValue> parameters =
                List.of(RpcValue.of(call.keyword()), new RpcValue.Array(new ArrayList<>(call.arguments())));
        MethodResponse response = exchange(call.toString(), new MethodCall("run_keyword", parameters), limit);
        if (response instanceof MethodResponse.Fault fault) {
            throw switch (fault.code()) {
                case NOT_FOUND -> new UnknownKeywordException(call.keyword(), server());
                case ARGUMENTS_DO_NOT_FIT -> new ArgumentsRefusedException(call.toString(), fault.text());
                default ->
                    new MalformedAnswerException(
                            call.toString(), "fault " + fault.code() + ": " + shortened(fault.text()));
            };
        }
        if (((MethodResponse.Result) response).value() instanceof RpcValue.Struct struct) {
            return struct;
        }
        throw new MalformedAnswerException(call.toString(), "a struct expected, not " + shortened(response.toString()));
    }

    private static RpcValue outcome(KeywordCall call, RpcValue.Struct result) {
        String status = text(call.toString(), "status", result.member("status").orElse(RpcValue.nil()));
        return switch (status) {
            case "PASS" -> result.member("return").orElse(RpcValue.nil());
            case "FAIL" ->
                throw new KeywordFailedException(
                        call.toString(),
                        text(call.toString(), "error", result.member("error").orElse(RpcValue.of("no reason given"))),
                        text(
                                call.toString(),
                                "traceback",
                                result.member("traceback").orElse(RpcValue.of(""))));
            default ->
                throw new MalformedAnswerException(
                        call.toString(), "status is neither PASS nor FAIL: " + shortened(status));
        };
    }

    private static String text(String call, String what, RpcValue value) {
        if (value instanceof RpcValue.Text text) {
            return text.value();
        }
        throw new MalformedAnswerException(call, what + " is not a string: " + shortened(value.toString()));
    }

    private MethodResponse exchange(String call, MethodCall request, Duration limit) {
        if (givenUp.isPresent()) {
            throw new ServerGoneException(call + " was not sent: " + givenUp.get());
        }
        HttpResponse<Optional<byte[]>> response = send(call, MessageWriter.write(request), limit);
        byte[] body = response.body()
                .orElseThrow(() ->
                        new MalformedAnswerException(call, "more than the limit of " + limits.bytes() + " bytes"));
        if (response.statusCode() != 200) {
            throw new MalformedAnswerException(
                    call,
                    "HTTP status " + response.statusCode() + ": "
                            + shortened(new String(body, StandardCharsets.UTF_8).strip()));
        }
        try {
            return MessageReader.readResponse(body, limits);
        } catch (MalformedMessageException e) {
            throw new MalformedAnswerException(call, e);
        }
    }

    private HttpResponse<Optional<byte[]>> send(String call, byte[] body, Duration limit) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<Optional<byte[]>>> answer =
                http.sendAsync(request, info -> new CappedBody(limits.bytes()));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw hung(call + " was not answered within " + KeywordCall.seconds(limit) + " s of wall-clock time");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw hung(call + " was interrupted");
        } catch (ExecutionException e) {
            throw gone(call, e.getCause() == null ? e : e.getCause());
        }
    }

    private ServerHungException hung(String problem) {
        givenUp = Optional.of(problem);
        onHang.run();
        return new ServerHungException(problem + "; " + server() + " is given up");
    }

    private ServerGoneException gone(String call, Throwable cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new ServerGoneException(call + ": no answer from " + server() + ": " + reason, cause);
    }

    private String server() {
        return "the robot server at " + address;
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    }

    private <T> T inTurn(String call, Supplier<T> action) {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerHungException(call + " was interrupted before it was sent");
        }
        try {
            return action.get();
        } finally {
            turn.unlock();
        }
    }
}

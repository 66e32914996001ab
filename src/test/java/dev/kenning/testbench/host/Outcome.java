package dev.kenning.testbench.host;

import java.util.concurrent.Callable;

/** Says how a call of ours ended. */
enum Outcome {
    RETURNS,
    REFUSED,
    UNEXPECTED,
    LOST;

    /** What a call returned, or how else it ended. */
    record Result(Outcome outcome, Object value) {}

    static Result of(Callable<Object> call) {
        try {
            return new Result(RETURNS, call.call());
        } catch (RequestRefusedException e) {
            return new Result(REFUSED, e);
        } catch (UnexpectedReplyException e) {
            return new Result(UNEXPECTED, e);
        } catch (DeviceLostException e) {
            return new Result(LOST, e);
        } catch (Exception e) {
            throw new AssertionError("the call ended in no way that it may: " + e, e);
        }
    }
}

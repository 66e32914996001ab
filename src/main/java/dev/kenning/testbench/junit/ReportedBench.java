package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.profile.BaselineComparison;
import dev.kenning.testbench.profile.Cost;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Stands before a bench and has whatever it measures tell what it is compared with: an assertion knows the cost that it asserts
 * on, but not the test that it is in.
 */
final class ReportedBench implements InvocationHandler {

    private final Bench bench;
    private final Consumer<BaselineComparison> listener;

    private ReportedBench(Bench bench, Consumer<BaselineComparison> listener) {
        this.bench = bench;
        this.listener = listener;
    }

    static Bench of(Bench bench, Consumer<BaselineComparison> listener) {
        return (Bench) Proxy.newProxyInstance(
                Bench.class.getClassLoader(), new Class<?>[] {Bench.class}, new ReportedBench(bench, listener));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("equals") && method.getParameterCount() == 1) {
            return proxy == arguments[0];
        }
        try {
            Object result = method.invoke(bench, arguments);
            return result instanceof Cost cost ? cost.comparedBefore(listener) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

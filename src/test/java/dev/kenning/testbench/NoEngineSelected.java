package dev.kenning.testbench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Isolated;

/** The tests count runs, files or lines: what they start runs on its own engine, whatever the rest of the suite runs on. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NoEngineSelected.Selection.class)
@Isolated("forgets the selection of engines of the whole process")
public @interface NoEngineSelected {

    /** Forgets for a test which engines are selected. */
    final class Selection implements BeforeEachCallback, AfterEachCallback {

        private static final String SETTING = "testbench.engines";
        private static final ExtensionContext.Namespace KEPT =
                ExtensionContext.Namespace.create(NoEngineSelected.class);

        @Override
        public void beforeEach(ExtensionContext test) {
            test.getStore(KEPT).put(SETTING, Optional.ofNullable(System.getProperty(SETTING)));
            System.clearProperty(SETTING);
        }

        @Override
        public void afterEach(ExtensionContext test) {
            Optional<?> before = test.getStore(KEPT).get(SETTING, Optional.class);
            before.ifPresent(value -> System.setProperty(SETTING, value.toString()));
        }
    }
}

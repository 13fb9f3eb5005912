package org.afterleak.demo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something the demo did or found, told when it is done.
 *
 * @param number 1 and up; 0 for a detail of the step before it
 * @param event one word for it
 * @param sentence for people
 * @param facts for programs, in order; strings, numbers and truth values, names in {@code snake_case}
 */
public record DemoStep(int number, String event, String sentence, Map<String, Object> facts) {
    public DemoStep {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** Hears the steps, one after another. */
    @FunctionalInterface
    public interface Listener {
        void step(DemoStep step);
    }
}

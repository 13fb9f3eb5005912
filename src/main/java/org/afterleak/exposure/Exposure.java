package org.afterleak.exposure;

import java.util.List;
import org.afterleak.finding.Finding;

/**
 * What the leak holds of a person, and where it surfaced. Says nothing of who it is.
 *
 * @param found whether a record has this ID number under this name
 * @param fields labels of all kinds of data that the leak holds of them, not of those asked for only: {@code name},
 *     {@code id}, {@code nationality}, ...; empty when not found
 * @param campaigns the leaks that they are in, sorted
 * @param findings where their record was found, last found first; those that a person dismissed are left out
 */
public record Exposure(boolean found, List<String> fields, List<String> campaigns, List<Finding> findings) {
    static final Exposure NONE = new Exposure(false, List.of(), List.of(), List.of());

    public Exposure {
        fields = List.copyOf(fields);
        campaigns = List.copyOf(campaigns);
        findings = List.copyOf(findings);
    }
}

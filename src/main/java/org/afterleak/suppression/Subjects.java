package org.afterleak.suppression;

import java.nio.charset.StandardCharsets;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.Prf;
import org.afterleak.crypto.Purpose;

/** The keyed tags by which subjects are looked up and pages are compared. Not thread-safe: one per call. */
final class Subjects {
    /** 64 bits: among a million subjects the chance that two share a name is below 2^-24. */
    private static final int ID_BYTES = 8;

    /** 128 bits. */
    private static final int TAG_BYTES = 16;

    private final Prf prf;

    Subjects(KeyRing keys) {
        this.prf = keys.prf(Purpose.SUPPRESSION_TAG);
    }

    /** Name of the rule of that subject. No scope is the beginning of another one's word and the zero byte. */
    String rule(Scope scope, String subject) {
        return "n-" + tag(scope.label(), subject, ID_BYTES);
    }

    String feature(String record, String kind) {
        return "q-" + tag("feature/" + kind, record, ID_BYTES);
    }

    String site(Page page) {
        return tag("hit/site", page.site(), TAG_BYTES);
    }

    String content(Page page) {
        return tag("hit/content", page.sha256(), TAG_BYTES);
    }

    private String tag(String domain, String subject, int bytes) {
        return prf.evaluateHex((domain + '\0' + subject).getBytes(StandardCharsets.UTF_8), bytes);
    }
}

package org.afterleak.suppression;

import java.time.Instant;

/**
 * A record whose number, address or name stands alone everywhere: it is held back where it does.
 *
 * @param record the record's handle
 * @param kind the field that it rested on: {@code name}, {@code id}, {@code email} or {@code phone}
 * @param since when it came to be everywhere
 * @param pages on how many unrelated pages it stood then
 * @param held how often it was held back since
 */
public record Quarantined(String record, String kind, Instant since, int pages, Rule.Held held) {}

package org.afterleak.match;

import java.util.List;

/**
 * One watched record found in a document, with the evidence for it and no value of it.
 *
 * @param record the record's handle, {@code r-} and base32
 * @param campaign name of the campaign that it belongs to
 * @param bits evidence as a log2 likelihood ratio (Fellegi and Sunter 1969), prior included: 0 is even odds
 * @param fields labels of the kinds that were seen, e.g. {@code name}, {@code id}; sorted
 * @param because the evidence in words, each with its bits
 * @param where the spans that it rests on, in reading order
 */
public record RecordMatch(
        String record,
        String campaign,
        Tier tier,
        double bits,
        List<String> fields,
        List<String> because,
        List<Where> where) {
    public RecordMatch {
        fields = List.copyOf(fields);
        because = List.copyOf(because);
        where = List.copyOf(where);
    }
}

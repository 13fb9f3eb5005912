package org.afterleak.watchlist;

import java.util.List;
import java.util.Set;
import org.afterleak.identifier.Kind;

/**
 * A record with everything worked out that its row alone tells: its words, tags and features. It is in the clear, and lives
 * between the reader and the sealing. Immutable, so that it may be made by any thread; what counts the list comes after,
 * in the order of its rows. {@link #toString} shows nothing of it.
 */
final class PreparedRecord {
    final NameFeatures name;
    final Set<Kind> kinds;
    final List<LeakedRecord.Attribute> attributes;

    /** A tag of each attribute. */
    final long[] attributeTags;

    /** Those of its nationalities. */
    final long[] nationalities;

    /** A tag of the whole name; 0 where it has none. */
    final long wholeTag;

    /** The key of what tells this record from every other, and so a tag of it. */
    final byte[] identityKey;

    final Tagged[] pairs;
    final Tagged[] exact;

    /** Whether the watchlist had the record before: for this campaign, or for another one. */
    final Known known;

    /** Tags of pairs of forms: of i and j, i less than j, at {@code j(j-1)/2 + i}. */
    private final long[] pairTags;

    /** Tags of a token and a nationality. */
    private final long[] nationalityPairTags;

    /** A feature and its fast tag. */
    static final class Tagged {
        final Feature feature;
        final long tag;

        Tagged(Feature feature, long tag) {
            this.feature = feature;
            this.tag = tag;
        }
    }

    enum Known {
        NO,
        IN_THIS_CAMPAIGN,
        IN_ANOTHER
    }

    PreparedRecord(
            LeakedRecord record,
            NameFeatures name,
            long[] attributeTags,
            long[] nationalities,
            long wholeTag,
            byte[] identityKey,
            Tagged[] pairs,
            Tagged[] exact,
            Known known,
            long[] pairTags,
            long[] nationalityPairTags) {
        this.name = name;
        this.kinds = record.kinds();
        this.attributes = record.attributes();
        this.attributeTags = attributeTags;
        this.nationalities = nationalities;
        this.wholeTag = wholeTag;
        this.identityKey = identityKey;
        this.pairs = pairs;
        this.exact = exact;
        this.known = known;
        this.pairTags = pairTags;
        this.nationalityPairTags = nationalityPairTags;
    }

    /** Tag of the pair of the keys of two forms. */
    long pairTag(int i, int j) {
        return pairTags[i < j ? j * (j - 1) / 2 + i : i * (i - 1) / 2 + j];
    }

    /** Tag of the pair of a token's key and a nationality. */
    long nationalityPairTag(int token, int nationality) {
        return nationalityPairTags[token * nationalities.length + nationality];
    }

    @Override
    public String toString() {
        return "PreparedRecord" + kinds;
    }
}

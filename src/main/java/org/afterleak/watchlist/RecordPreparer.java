package org.afterleak.watchlist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.afterleak.crypto.FastTags;
import org.afterleak.crypto.GuardedPrf;
import org.afterleak.identifier.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Works out of a record what it alone tells, so that several threads can: its words, its pairs and their tags, by one call
 * of the cipher, and whether the watchlist knows it. Not thread-safe: one instance per thread.
 */
final class RecordPreparer {
    private final FastTags tags;
    private final GuardedPrf guarded;
    private final @Nullable Watchlist known;
    private final String campaign;
    private final Words words;
    private byte[] blocks = new byte[64 * FastTags.BLOCK];
    private long[] pairTags = new long[64];

    RecordPreparer(FastTags tags, GuardedPrf guarded, @Nullable Watchlist known, String campaign) {
        this.tags = tags;
        this.guarded = guarded;
        this.known = known;
        this.campaign = campaign;
        this.words = new Words(tags);
    }

    PreparedRecord prepare(LeakedRecord record) {
        Feature identity = record.identity();
        byte[] identityKey = guarded.evaluate(identity.type().domain(), identity.value());
        NameFeatures name = new NameFeatures(record.distinctTokens(), words);
        List<LeakedRecord.Attribute> attributes = record.attributes();
        long[] attributeTags = new long[attributes.size()];
        long[] nationalities = new long[attributeTags.length];
        int nations = 0;
        for (int i = 0; i < attributeTags.length; i++) {
            LeakedRecord.Attribute attribute = attributes.get(i);
            attributeTags[i] = attributeTag(attribute);
            if (attribute.kind == Kind.NATIONALITY) {
                nationalities[nations++] = attributeTags[i];
            }
        }
        nationalities = Arrays.copyOf(nationalities, nations);
        return tagged(record, name, attributeTags, nationalities, identityKey, known(identity));
    }

    private PreparedRecord tagged(
            LeakedRecord record,
            NameFeatures name,
            long[] attributeTags,
            long[] nationalities,
            byte[] identityKey,
            PreparedRecord.Known status) {
        List<NameFeatures.Form> forms = name.forms();
        List<int[]> pairs = name.pairs();
        List<int[]> initials = name.initials();
        int n = forms.size();
        int ofForms = n * (n - 1) / 2;
        int withNation = name.tokenCount() * nationalities.length;
        int all = ofForms + withNation + pairs.size() + initials.size();
        if (pairTags.length < all) {
            pairTags = new long[all * 2];
            blocks = new byte[pairTags.length * FastTags.BLOCK];
        }
        int at = 0;
        for (int j = 1; j < n; j++) {
            for (int i = 0; i < j; i++) {
                FastTags.putPair(blocks, at++, forms.get(i).word.keyTag, forms.get(j).word.keyTag);
            }
        }
        for (int i = 0; i < name.tokenCount(); i++) {
            for (long nationality : nationalities) {
                FastTags.putPair(blocks, at++, forms.get(i).word.keyTag, nationality);
            }
        }
        for (int[] pair : pairs) {
            FastTags.putPair(blocks, at++, forms.get(pair[0]).word.keyTag, forms.get(pair[1]).word.keyTag);
        }
        for (int[] pair : initials) {
            FastTags.putPair(blocks, at++, forms.get(pair[0]).word.initialTag, forms.get(pair[1]).word.keyTag);
        }
        tags.pairTags(blocks, all, pairTags);

        List<PreparedRecord.Tagged> features = new ArrayList<>(pairs.size() + initials.size());
        at = ofForms + withNation;
        for (int[] pair : pairs) {
            Words.Word a = forms.get(pair[0]).word;
            Words.Word b = forms.get(pair[1]).word;
            addOnce(features, pairTags[at++], () -> Feature.namePair(a.key, b.key));
        }
        for (int[] pair : initials) {
            String initial = Objects.requireNonNull(forms.get(pair[0]).word.initial);
            String key = forms.get(pair[1]).word.key;
            addOnce(features, pairTags[at++], () -> Feature.nameInitial(initial, key));
        }
        List<Feature> exactFeatures = record.exactFeatures();
        PreparedRecord.Tagged[] exact = new PreparedRecord.Tagged[exactFeatures.size()];
        for (int i = 0; i < exact.length; i++) {
            byte[] item = exactFeatures.get(i).fastItem();
            exact[i] = new PreparedRecord.Tagged(exactFeatures.get(i), tags.id(item, 0, item.length));
        }
        return new PreparedRecord(
                record,
                name,
                attributeTags,
                nationalities,
                n == 0 ? 0 : tags.token(name.whole()),
                identityKey,
                features.toArray(new PreparedRecord.Tagged[0]),
                exact,
                status,
                Arrays.copyOf(pairTags, ofForms),
                Arrays.copyOfRange(pairTags, ofForms, ofForms + withNation));
    }

    /** Two pairs of a name's forms may have the same keys: they are one feature. */
    private static void addOnce(
            List<PreparedRecord.Tagged> features, long tag, java.util.function.Supplier<Feature> feature) {
        for (PreparedRecord.Tagged other : features) {
            if (other.tag == tag) {
                return;
            }
        }
        features.add(new PreparedRecord.Tagged(feature.get(), tag));
    }

    private long attributeTag(LeakedRecord.Attribute attribute) {
        byte[] item = Feature.of(Feature.Type.IDENTITY, attribute.kind.code() + attribute.canonical)
                .fastItem();
        return tags.id(item, 0, item.length);
    }

    private PreparedRecord.Known known(Feature identity) {
        if (known == null) {
            return PreparedRecord.Known.NO;
        }
        PreparedRecord.Known status = PreparedRecord.Known.NO;
        for (Candidate candidate : known.lookup(identity, 1)) {
            if (known.campaignOf(candidate).equals(campaign)) {
                return PreparedRecord.Known.IN_THIS_CAMPAIGN;
            }
            status = PreparedRecord.Known.IN_ANOTHER;
        }
        return status;
    }
}

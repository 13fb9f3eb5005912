package org.afterleak.watchlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TagFilterTest {
    @Property(tries = 50)
    void aMember_alwaysPasses(@ForAll @IntRange(min = 0, max = 5000) int members, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] tags = random.longs(members).toArray();
        TagFilter filter = filter(tags);

        for (long tag : tags) {
            assertThat(filter.mightContain(tag)).isTrue();
        }
        assertThat(filter.isEmpty()).isEqualTo(members == 0);
    }

    @Test
    void strangers_passAboutOnceInAThousand() {
        for (int members : new int[] {1, 100, 6_252, 200_000}) {
            TagFilter filter = filter(new Random(3).longs(members).toArray());
            int passed = 0;
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < 2_000_000; i++) {
                passed += filter.mightContain(random.nextLong()) ? 1 : 0;
            }
            // 2^-10 and rounding: between a quarter of it (an even width may be one bit more) and twice.
            assertThat(passed).as("%d members", members).isBetween(2_000_000 / 5_000, 2_000_000 / 450);
        }
    }

    @Test
    void aCutTag_isSharedByAThousandthOfTheUniverse() {
        assertThat(TagFilter.width(6_252)).isEqualTo(24);
        assertThat(TagFilter.width(1_000_000)).isEqualTo(30);
        assertThat(TagFilter.width(1)).isEqualTo(10);
    }

    private static TagFilter filter(long[] tags) {
        LongCounts counts = new LongCounts(16);
        for (long tag : tags) {
            counts.increment(tag);
        }
        TagSets.Extent extent = TagSets.Extent.of(TagSets.Kind.IDS, counts.size());
        TagFilters.Builder builder = new TagFilters.Builder(List.of(extent));
        counts.forEachKey(tag -> builder.add(extent, TagFilter.blur(tag, extent.width())));
        return builder.build().of(TagSets.Kind.IDS);
    }
}

package org.afterleak.bench;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.afterleak.match.Tier;

/**
 * What {@link AccuracyBench} found out.
 *
 * @param records how many people the list has
 * @param bytes how much text went through the extractor and the matcher
 * @param took how long that took, on all cores
 */
public record AccuracyResult(
        List<Recall> recalls,
        List<Alarms> alarms,
        List<Bin> calibration,
        List<Example> misses,
        List<Example> falseAlarms,
        long records,
        long pages,
        long bytes,
        Duration importTook,
        Duration took) {
    public AccuracyResult {
        recalls = List.copyOf(recalls);
        alarms = List.copyOf(alarms);
        calibration = List.copyOf(calibration);
        misses = List.copyOf(misses);
        falseAlarms = List.copyOf(falseAlarms);
    }

    /**
     * How many of the listed people on one piece's pages were found.
     *
     * @param group the class of the target
     * @param tier the lowest tier that counts for the target
     * @param target the share that should be found; empty where none is set
     */
    public record Recall(
            String piece,
            String group,
            Interval possible,
            Interval probable,
            Interval confirmed,
            Tier tier,
            OptionalDouble target) {
        /** What was found at the tier that counts. */
        public Interval counted() {
            return switch (tier) {
                case POSSIBLE -> possible;
                case PROBABLE -> probable;
                case CONFIRMED -> confirmed;
            };
        }

        /** Whether the target is reached, or none is set. */
        public boolean met() {
            return target.isEmpty() || counted().share() >= target.getAsDouble();
        }
    }

    /**
     * How often people of the list were seen on pages of one kind, none of which holds any.
     *
     * @param possible at that tier or a higher one, as the others
     */
    public record Alarms(String kind, long passages, Rate possible, Rate probable, Rate confirmed) {}

    /**
     * Matches whose bits are between two bounds, of all pages.
     *
     * @param said the mean probability that the bits stand for
     * @param right how many were right
     */
    public record Bin(double from, double to, double said, Interval right) {}

    /**
     * A miss or a false alarm, in the clear: everybody in it is synthetic.
     *
     * @param person number of the person on the list, from 0
     * @param text the page, or the passages of the match
     * @param because what the matcher says; empty for what it did not see
     */
    public record Example(String piece, long person, double bits, String text, List<String> because) {
        public Example {
            because = List.copyOf(because);
        }

        @Override
        public String toString() {
            return "Example[" + piece + " " + person + "]";
        }
    }
}

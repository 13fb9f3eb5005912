package org.afterleak.watchlist;

import java.time.Duration;
import java.util.Map;

/**
 * What an import did.
 *
 * @param records records that were not known before and are now watched
 * @param rejected rows that hold nothing to find a person by, or could not be read
 * @param alreadyKnown rows whose record the watchlist, or an earlier row, had already
 * @param columns heading to kind as it was used, of all sheets
 */
public record ImportResult(
        String campaign, long records, long rejected, long alreadyKnown, Map<String, String> columns, Duration took) {}

package org.afterleak.watchlist;

/**
 * A record that has a feature, not yet compared any further.
 *
 * @param handle the record's opaque name
 * @param generation number of the import that brought it, as the open watchlist counts them
 */
public record Candidate(Handle handle, int generation) {}

package org.afterleak.watchlist;

import java.util.Set;
import org.afterleak.identifier.Kind;

/**
 * One record of the watchlist, opened: it answers whether a value is its own, and cannot tell which values it has. Not
 * thread-safe.
 */
public final class WatchedRecord {
    private final Handle handle;
    private final String campaign;
    private final RecordKeys keys;
    private final RecordEntry entry;

    WatchedRecord(Handle handle, String campaign, RecordKeys keys, RecordEntry entry) {
        this.handle = handle;
        this.campaign = campaign;
        this.keys = keys;
        this.entry = entry;
    }

    public Handle handle() {
        return handle;
    }

    /** Name of the campaign that it was imported for. */
    public String campaign() {
        return campaign;
    }

    /** The kinds of value that the record has. */
    public Set<Kind> kinds() {
        return entry.kinds();
    }

    /** How many tokens its name has. */
    public int tokenCount() {
        return entry.tokenCount();
    }

    /** Rarity of all tokens of its name together, in bits. */
    public int nameBits() {
        return entry.totalRarity();
    }

    /** How rare the folded token is, in bits (0 to 15), where its name has it; -1 where it has not. */
    public int token(String foldedToken) {
        return entry.rarity(keys.tokenTag(foldedToken));
    }

    /** Whether it has that canonical value as an attribute of that kind. A wrong yes has a chance of 2^-32 per tag. */
    public boolean hasAttribute(Kind kind, String canonical) {
        return entry.hasAttribute(kind, keys.attributeTag(kind, canonical));
    }

    /** Whether it has any attribute of that kind. */
    public boolean hasAttributeOf(Kind kind) {
        return entry.hasAttributeOf(kind);
    }

    @Override
    public String toString() {
        return handle.toString();
    }
}

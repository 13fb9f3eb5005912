package org.afterleak.watchlist;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.afterleak.identifier.Kind;

/**
 * What is kept of one record besides its labels, before it is sealed: which kinds of value it has, a 28-bit tag and four
 * bits of rarity for each name token, a kind and a 32-bit tag for each attribute. All entries of one mapping of columns have one size.
 */
final class RecordEntry {
    private static final byte VERSION = 1;
    private static final int HEADER = 5;
    private static final int TOKEN_BYTES = 4;
    private static final int ATTRIBUTE_BYTES = 5;
    private static final int QUANTUM = 16;

    /** Name tokens that fit; more are left out. */
    static final int MAX_TOKENS = 10;

    private static final Kind[] KINDS = Kind.values();

    private final Set<Kind> kinds;
    private final List<Integer> tokens = new ArrayList<>(4);
    private final List<Kind> attributeKinds = new ArrayList<>(4);
    private final List<Integer> attributeTags = new ArrayList<>(4);

    RecordEntry(Set<Kind> kinds) {
        this.kinds = EnumSet.noneOf(Kind.class);
        this.kinds.addAll(kinds);
    }

    /** Bytes of every entry where records have at most that many attribute tags. */
    static int size(int maxAttributes) {
        int raw = HEADER + MAX_TOKENS * TOKEN_BYTES + maxAttributes * ATTRIBUTE_BYTES;
        return (raw + QUANTUM - 1) / QUANTUM * QUANTUM;
    }

    void addToken(int tag28, int rarityBits) {
        if (tokens.size() < MAX_TOKENS) {
            tokens.add(tag28 << 4 | Math.clamp(rarityBits, 0, 15));
        }
    }

    void addAttribute(Kind kind, int tag32) {
        attributeKinds.add(kind);
        attributeTags.add(tag32);
    }

    byte[] encode(int size) {
        ByteBuffer out = ByteBuffer.allocate(size);
        int bits = 0;
        for (Kind kind : kinds) {
            bits |= 1 << kind.code();
        }
        int room = (size - HEADER - tokens.size() * TOKEN_BYTES) / ATTRIBUTE_BYTES;
        int attributes = Math.min(attributeTags.size(), room);
        out.put(VERSION).putShort((short) bits).put((byte) tokens.size()).put((byte) attributes);
        tokens.forEach(out::putInt);
        for (int i = 0; i < attributes; i++) {
            out.put((byte) attributeKinds.get(i).code()).putInt(attributeTags.get(i));
        }
        return out.array();
    }

    static RecordEntry decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.get() != VERSION) {
            throw new IllegalArgumentException("an entry of an unknown version");
        }
        int bits = in.getShort() & 0xFFFF;
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Kind kind : KINDS) {
            if ((bits >> kind.code() & 1) != 0) {
                kinds.add(kind);
            }
        }
        RecordEntry entry = new RecordEntry(kinds);
        int tokenCount = in.get();
        int attributeCount = in.get();
        for (int i = 0; i < tokenCount; i++) {
            entry.tokens.add(in.getInt());
        }
        for (int i = 0; i < attributeCount; i++) {
            entry.attributeKinds.add(kind(in.get()));
            entry.attributeTags.add(in.getInt());
        }
        return entry;
    }

    private static Kind kind(int code) {
        for (Kind kind : KINDS) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("an entry with an unknown kind");
    }

    Set<Kind> kinds() {
        return kinds;
    }

    int tokenCount() {
        return tokens.size();
    }

    /** Rarity in bits of the token with that tag, -1 where the record's name has none such. */
    int rarity(int tag28) {
        for (int token : tokens) {
            if (token >>> 4 == tag28) {
                return token & 15;
            }
        }
        return -1;
    }

    /** Sum of the rarities of all tokens of the name. */
    int totalRarity() {
        return tokens.stream().mapToInt(t -> t & 15).sum();
    }

    boolean hasAttribute(Kind kind, int tag32) {
        for (int i = 0; i < attributeTags.size(); i++) {
            if (attributeTags.get(i) == tag32 && attributeKinds.get(i) == kind) {
                return true;
            }
        }
        return false;
    }

    boolean hasAttributeOf(Kind kind) {
        return attributeKinds.contains(kind);
    }
}

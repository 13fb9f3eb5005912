package org.afterleak.watchlist;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.afterleak.identifier.Kind;

/**
 * What is kept of one record besides its labels, before it is sealed: which kinds of value it has; for each form of its
 * name (a token, or neighbouring tokens joined) a 28-bit tag, a 20-bit tag of its key, an 8-bit tag of its initial, a
 * 5-bit one of how its key begins, which tokens it stands for, and four bits of rarity each for token and key; for each attribute a kind, four bits of rarity
 * and a 32-bit tag. All entries of one mapping of columns have one size.
 */
final class RecordEntry {
    private static final byte VERSION = 2;
    private static final int HEADER = 6;
    private static final int FORM_BYTES = 10;
    private static final int ATTRIBUTE_BYTES = 5;
    private static final int QUANTUM = 16;

    /** Name tokens that fit; more are left out. */
    static final int MAX_TOKENS = 10;

    /** Tokens and joined forms that fit. */
    static final int MAX_FORMS = 12;

    private static final Kind[] KINDS = Kind.values();

    private final Set<Kind> kinds;
    private int tokenCount;
    private final List<Form> forms = new ArrayList<>(4);
    private final List<Integer> attributeKinds = new ArrayList<>(4);
    private final List<Integer> attributeTags = new ArrayList<>(4);

    /**
     * A name token, or several joined.
     *
     * @param cover bit set of the tokens that it stands for
     * @param optional whether it is a particle, a title or an initial, whose absence says nothing
     */
    record Form(
            int tag28,
            int rarity,
            int keyTag20,
            int keyRarity,
            int initialTag8,
            int onsetTag5,
            int cover,
            boolean optional) {}

    RecordEntry(Set<Kind> kinds, int tokenCount) {
        this.kinds = EnumSet.noneOf(Kind.class);
        this.kinds.addAll(kinds);
        this.tokenCount = tokenCount;
    }

    /** Bytes of every entry where records have at most that many attribute tags. */
    static int size(int maxAttributes) {
        int raw = HEADER + MAX_FORMS * FORM_BYTES + maxAttributes * ATTRIBUTE_BYTES;
        return (raw + QUANTUM - 1) / QUANTUM * QUANTUM;
    }

    void addForm(Form form) {
        if (forms.size() < MAX_FORMS) {
            forms.add(form);
        }
    }

    void addAttribute(Kind kind, int rarityBits, int tag32) {
        attributeKinds.add(kind.code() << 4 | Math.clamp(rarityBits, 0, 15));
        attributeTags.add(tag32);
    }

    boolean hasOptional() {
        for (Form form : forms) {
            if (form.optional()) {
                return true;
            }
        }
        return false;
    }

    byte[] encode(int size) {
        ByteBuffer out = ByteBuffer.allocate(size);
        int bits = 0;
        for (Kind kind : kinds) {
            bits |= 1 << kind.code();
        }
        int room = (size - HEADER - forms.size() * FORM_BYTES) / ATTRIBUTE_BYTES;
        int attributes = Math.min(attributeTags.size(), room);
        out.put(VERSION).putShort((short) bits);
        out.put((byte) tokenCount).put((byte) forms.size()).put((byte) attributes);
        for (Form form : forms) {
            out.putInt(form.tag28() << 4 | clamp(form.rarity()));
            out.putInt(form.keyTag20() << 12 | clamp(form.keyRarity()) << 8 | form.initialTag8());
            out.putShort((short) (form.cover() | form.onsetTag5() << 10 | (form.optional() ? 1 << 15 : 0)));
        }
        for (int i = 0; i < attributes; i++) {
            out.put(attributeKinds.get(i).byteValue()).putInt(attributeTags.get(i));
        }
        return out.array();
    }

    private static int clamp(int rarity) {
        return Math.clamp(rarity, 0, 15);
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
        RecordEntry entry = new RecordEntry(kinds, in.get());
        int formCount = in.get();
        int attributeCount = in.get();
        for (int i = 0; i < formCount; i++) {
            int token = in.getInt();
            int key = in.getInt();
            int cover = in.getShort();
            entry.forms.add(new Form(
                    token >>> 4,
                    token & 15,
                    key >>> 12,
                    key >>> 8 & 15,
                    key & 0xFF,
                    cover >>> 10 & 31,
                    cover & 0x3FF,
                    cover < 0));
        }
        for (int i = 0; i < attributeCount; i++) {
            entry.attributeKinds.add(in.get() & 0xFF);
            entry.attributeTags.add(in.getInt());
        }
        return entry;
    }

    Set<Kind> kinds() {
        return kinds;
    }

    int tokenCount() {
        return tokenCount;
    }

    List<Form> forms() {
        return forms;
    }

    /** Rarity in bits of the attribute of that kind with that tag, -1 where the record has none such. */
    int attributeRarity(Kind kind, int tag32) {
        for (int i = 0; i < attributeTags.size(); i++) {
            if (attributeTags.get(i) == tag32 && attributeKinds.get(i) >>> 4 == kind.code()) {
                return attributeKinds.get(i) & 15;
            }
        }
        return -1;
    }

    boolean hasAttributeOf(Kind kind) {
        return attributeKinds.stream().anyMatch(k -> k >>> 4 == kind.code());
    }
}

package org.afterleak.watchlist;

import java.nio.charset.StandardCharsets;

/**
 * Something by which a record can be found: the canonical bytes of an ID number, an address, a telephone number, or an
 * unordered pair of the keys of name tokens. It is an identifier in the clear: keep it on the stack. {@link #toString} shows its kind.
 */
public final class Feature {
    /** The kinds of feature; the number is the domain of the guarded key, and never changes. */
    public enum Type {
        /** Two keys of name tokens, whatever their order. */
        NAME_PAIR(1),
        ID(2),
        EMAIL(3),
        PHONE(4),
        /** All that identifies a record at once: recognises the same record in a later import. */
        IDENTITY(5),
        /** The initial of one name token and the key of another. */
        NAME_INITIAL(6);

        private final byte domain;

        Type(int domain) {
            this.domain = (byte) domain;
        }

        /** First byte of the blocks and inputs of this kind. */
        public byte domain() {
            return domain;
        }
    }

    private final Type type;
    private final byte[] value;

    private Feature(Type type, byte[] value) {
        this.type = type;
        this.value = value;
    }

    /** The keys of two name tokens, whatever their order. */
    public static Feature namePair(String a, String b) {
        boolean inOrder = a.compareTo(b) <= 0;
        // The unit separator stands in no token, so the encoding is injective.
        return of(Type.NAME_PAIR, (inOrder ? a : b) + '\u001f' + (inOrder ? b : a));
    }

    /** The initial of one name token, a single letter, and the key of another. */
    public static Feature nameInitial(String initial, String key) {
        return of(Type.NAME_INITIAL, initial + '\u001f' + key);
    }

    /** A canonical value of that type. */
    public static Feature of(Type type, String canonical) {
        return new Feature(type, canonical.getBytes(StandardCharsets.UTF_8));
    }

    public Type type() {
        return type;
    }

    byte[] value() {
        return value;
    }

    /** How many characters the value has, where it is ASCII. */
    public int charCount() {
        return value.length;
    }

    /** How many of them are digits. */
    public int digitCount() {
        int digits = 0;
        for (byte b : value) {
            digits += b >= '0' && b <= '9' ? 1 : 0;
        }
        return digits;
    }

    /** What its fast tag is made of: the type's domain and the value. */
    public byte[] fastItem() {
        byte[] item = new byte[value.length + 1];
        item[0] = type.domain();
        System.arraycopy(value, 0, item, 1, value.length);
        return item;
    }

    @Override
    public String toString() {
        return "Feature[" + type + "]";
    }
}

package org.afterleak.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.macs.SipHash;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The fast keyed hash of the first filters: one AES-128 block per item, in batches, truncated to 64 bits; whoever stores
 * a tag truncates it further, so that strangers collide with it.
 *
 * <p>AES on single, injectively padded blocks is a pseudo-random permutation used as a function, sound far below 2^64
 * inputs. Tokens, pairs and ID numbers have a key each. An item is laid out in a block of 16 bytes: up to 15 bytes and
 * its length; what is longer is folded with SipHash-2-4 (Aumasson and Bernstein 2012) under a key of its own first.
 *
 * <p>Not thread-safe: one instance per thread.
 */
public final class FastTags {
    /** Bytes of a block. */
    public static final int BLOCK = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** In place of the length, for items that were folded. */
    private static final byte FOLDED = (byte) 0xFF;

    private final Cipher tokens;
    private final Cipher pairs;
    private final Cipher ids;
    private final SipHash sip = new SipHash();
    private byte[] encrypted = new byte[BLOCK * 64];
    private final byte[] one = new byte[BLOCK];
    private final long[] oneTag = new long[1];

    public FastTags(KeyRing keys) {
        this.tokens = aes(keys.subkey(Purpose.FAST_TOKEN));
        this.pairs = aes(keys.subkey(Purpose.FAST_PAIR));
        this.ids = aes(keys.subkey(Purpose.FAST_ID));
        keys.subkey(Purpose.FAST_LONG).exposeKeyBytes(bytes -> {
            sip.init(new KeyParameter(bytes));
            return null;
        });
    }

    private static Cipher aes(SecretBytes key) {
        return key.exposeKeyBytes(bytes -> {
            try {
                Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(bytes, "AES"));
                return cipher;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Lays one item out in block number {@code slot} of {@code blocks}. */
    public void putBlock(byte[] blocks, int slot, byte[] item, int from, int to) {
        int at = slot * BLOCK;
        int length = to - from;
        if (length < BLOCK) {
            System.arraycopy(item, from, blocks, at, length);
            Arrays.fill(blocks, at + length, at + BLOCK - 1, (byte) 0);
            blocks[at + BLOCK - 1] = (byte) length;
            return;
        }
        sip.update(item, from, length);
        LONGS.set(blocks, at, sip.doFinal());
        System.arraycopy(item, from, blocks, at + Long.BYTES, Long.BYTES - 1);
        blocks[at + BLOCK - 1] = FOLDED;
    }

    /** Lays out the unordered pair of two token tags. */
    public static void putPair(byte[] blocks, int slot, long a, long b) {
        int at = slot * BLOCK;
        boolean inOrder = Long.compareUnsigned(a, b) <= 0;
        LONGS.set(blocks, at, inOrder ? a : b);
        LONGS.set(blocks, at + Long.BYTES, inOrder ? b : a);
    }

    /** Tags of the first {@code count} blocks as name tokens. */
    public void tokenTags(byte[] blocks, int count, long[] tags) {
        encrypt(tokens, blocks, count, tags);
    }

    /** Tags of the first {@code count} blocks as pairs. */
    public void pairTags(byte[] blocks, int count, long[] tags) {
        encrypt(pairs, blocks, count, tags);
    }

    /** Tags of the first {@code count} blocks as ID numbers, e-mail addresses or telephone numbers. */
    public void idTags(byte[] blocks, int count, long[] tags) {
        encrypt(ids, blocks, count, tags);
    }

    /** Tag of the key of one name token. */
    public long token(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        putBlock(one, 0, bytes, 0, bytes.length);
        tokenTags(one, 1, oneTag);
        return oneTag[0];
    }

    /** Tag of one name token as it is written, which is no other token's key. */
    public long word(String token) {
        byte[] item = wordItem(token);
        putBlock(one, 0, item, 0, item.length);
        tokenTags(one, 1, oneTag);
        return oneTag[0];
    }

    /** The item of {@link #word}, for batches of {@link #tokenTags}. */
    public static byte[] wordItem(String token) {
        return ('=' + token).getBytes(StandardCharsets.UTF_8);
    }

    /** Tag of an initial, to be paired with the key of a token. */
    public long initial(String letter) {
        return token('.' + letter);
    }

    /** Tag of the unordered pair of two token tags. */
    public long pair(long a, long b) {
        putPair(one, 0, a, b);
        pairTags(one, 1, oneTag);
        return oneTag[0];
    }

    /** Tag of one canonical ID number, address or telephone number, its first byte telling which it is. */
    public long id(byte[] item, int from, int to) {
        putBlock(one, 0, item, from, to);
        idTags(one, 1, oneTag);
        return oneTag[0];
    }

    private void encrypt(Cipher cipher, byte[] blocks, int count, long[] tags) {
        int bytes = count * BLOCK;
        if (encrypted.length < bytes) {
            encrypted = new byte[Math.max(bytes, encrypted.length * 2)];
        }
        try {
            cipher.update(blocks, 0, bytes, encrypted, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < count; i++) {
            tags[i] = (long) LONGS.get(encrypted, i * BLOCK);
        }
    }
}

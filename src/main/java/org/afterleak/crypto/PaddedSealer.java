package org.afterleak.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Seals the columns of a table's rows, each bound to its place, so that none can be put in another's. What is sealed is
 * the length of the content, the content deflated, and zeros up to a padded length. Thread-safe.
 */
public final class PaddedSealer {
    private static final int LENGTH_BYTES = 4;

    private final Sealer sealer;
    private final String table;

    /** @param table whose rows these are; part of what each is bound to */
    public PaddedSealer(Sealer sealer, String table) {
        this.sealer = sealer;
        this.table = table;
    }

    /**
     * Seals what {@code content} writes.
     *
     * @param column where it will stand
     * @param number of the row
     * @param id name of the row
     * @param atLeast bytes to pad to, so that small ones are all alike
     */
    public byte[] seal(String column, long number, String id, int atLeast, Consumer<OutputStream> content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[LENGTH_BYTES]);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(body, deflater)) {
            content.accept(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        byte[] plain = body.toByteArray();
        int length = plain.length - LENGTH_BYTES;
        ByteBuffer.wrap(plain).putInt(length);
        byte[] padded = Arrays.copyOf(plain, padme(Math.max(plain.length, atLeast)));
        return sealer.seal(context(column, number, id), padded);
    }

    /** Opens what {@link #seal} made for this place; the stream is in memory. */
    public InputStream open(String column, long number, String id, byte[] sealed) throws GeneralSecurityException {
        byte[] padded = sealer.open(context(column, number, id), sealed);
        int length = padded.length < LENGTH_BYTES ? -1 : ByteBuffer.wrap(padded).getInt();
        if (length < 0 || length > padded.length - LENGTH_BYTES) {
            throw new GeneralSecurityException("sealed content has a wrong length");
        }
        return new InflaterInputStream(new ByteArrayInputStream(padded, LENGTH_BYTES, length));
    }

    private byte[] context(String column, long number, String id) {
        return (table + "/" + column + "/" + number + "/" + id).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Padm&eacute; (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", PoPETs
     * 2019, algorithm 1): at most 12 % longer, and of the size no more bits left than of its order of magnitude.
     */
    static int padme(int length) {
        if (length < 2) {
            return length;
        }
        int e = 31 - Integer.numberOfLeadingZeros(length);
        int s = 32 - Integer.numberOfLeadingZeros(e);
        int mask = (1 << (e - s)) - 1;
        return Math.addExact(length, mask) & ~mask;
    }
}

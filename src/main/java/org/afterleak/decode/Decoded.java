package org.afterleak.decode;

/** A stretch of text and what it says in truth. It may hold identifiers: it never prints itself. */
public final class Decoded {
    private final Encoding encoding;
    private final int start;
    private final int end;
    private final byte[] bytes;
    private final Compression compression;
    private final boolean asWritten;

    Decoded(Encoding encoding, int start, int end, byte[] bytes, Compression compression, boolean asWritten) {
        this.encoding = encoding;
        this.start = start;
        this.end = end;
        this.bytes = bytes;
        this.compression = compression;
        this.asWritten = asWritten;
    }

    public Encoding encoding() {
        return encoding;
    }

    /** Offset of the stretch's first byte in the text that was looked through. */
    public int start() {
        return start;
    }

    /** Offset just behind the stretch's last byte. */
    public int end() {
        return end;
    }

    /** What it decodes to: text in some character set, or a file. Not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** What the bytes are compressed with; that of a file format, as gzip, is none of it. */
    public Compression compression() {
        return compression;
    }

    /**
     * Whether the words can be read in the text as it is written, as with spaces that are percent-encoded: then only what
     * is in turn encoded in it is news.
     */
    public boolean asWritten() {
        return asWritten;
    }

    @Override
    public String toString() {
        return "Decoded[" + encoding.label() + ", " + bytes.length + " bytes]";
    }
}

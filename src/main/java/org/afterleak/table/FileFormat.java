package org.afterleak.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a file is, by its content; its name and what its sender calls it play no part. */
public enum FileFormat {
    /** An Office Open XML workbook. */
    XLSX("xlsx workbook"),
    /** Delimited or any other text: whether it has columns is seen when it is read. */
    TEXT("text"),
    /** JSON Lines or one JSON document. */
    JSON("JSON"),
    /** HTML, or XHTML. */
    HTML("HTML"),
    XML("XML"),
    EMPTY("empty file"),

    XLSB("xlsb workbook"),
    XLS("xls workbook"),
    ODS("ods workbook"),
    ENCRYPTED_OFFICE("encrypted Office document (remove its password)"),
    DOCX("docx document"),
    PPTX("pptx presentation"),
    ODF("OpenDocument file"),
    OLE2("old Office document"),
    RTF("RTF document"),
    EPUB("EPUB book"),
    MAIL("mail message"),
    MBOX("mailbox"),
    TNEF("winmail.dat"),
    PDF("PDF"),
    ZIP("zip archive"),
    DAMAGED_ZIP("zip file that is cut short or damaged"),
    GZIP("gzip"),
    BZIP2("bzip2"),
    XZ("xz"),
    ZSTD("Zstandard"),
    SEVEN_ZIP("7-Zip archive"),
    RAR("RAR archive"),
    /** A web archive of WARC records, or of ARC's. */
    WARC("WARC file"),
    TAR("tar archive"),
    CPIO("cpio archive"),
    AR("ar archive"),
    ARJ("ARJ archive"),
    DUMP("dump archive"),
    LZMA("lzma"),
    LZ4("lz4"),
    SNAPPY("snappy"),
    COMPRESS("compress"),
    SQLITE("SQLite database"),
    PARQUET("Parquet file"),
    PNG("PNG image"),
    JPEG("JPEG image"),
    GIF("GIF image"),
    WEBP("WebP image"),
    TIFF("TIFF image"),
    BMP("BMP image"),
    EMF("EMF drawing"),
    WMF("WMF drawing"),
    AUDIO_VIDEO("audio or video"),
    FONT("font"),
    PROGRAM("program"),
    BINARY("unknown binary format");

    /** As many of the first bytes tell all formats but those inside a zip apart. */
    public static final int HEAD_BYTES = 8192;

    private final String label;

    FileFormat(String label) {
        this.label = label;
    }

    /** Its name in a sentence: "format not supported: " + label. */
    public String label() {
        return label;
    }

    /** Its name in one word: {@code xlsx}, {@code 7z}. */
    public String shortName() {
        return this == SEVEN_ZIP ? "7z" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether {@link TableReader} gives rows of it. */
    public boolean isTable() {
        return this == XLSX || this == XLS || this == XLSB || this == ODS || this == TEXT || this == JSON;
    }

    /** What the first {@link #HEAD_BYTES} bytes tell: all formats but those inside a zip or a compound file. */
    public static FileFormat ofHead(byte[] head) {
        return startsWith(head, "PK\3\4") || startsWith(head, "PK\5\6") || startsWith(head, "PK\7\bPK\3\4")
                ? ZIP
                : magic(head);
    }

    /** Looks at the first bytes, and into the directory of a zip file. */
    public static FileFormat detect(TableSource source) throws IOException {
        byte[] head = source.head(HEAD_BYTES);
        if (startsWith(head, "PK\3\4") || startsWith(head, "PK\5\6") || startsWith(head, "PK\7\bPK\3\4")) {
            return zipped(source);
        }
        if (startsWith(head, "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")) {
            return compound(source);
        }
        FileFormat magic = magic(head);
        return magic != BINARY ? magic : text(head);
    }

    private static FileFormat magic(byte[] head) {
        if (head.length == 0) {
            return EMPTY;
        }
        String ftyp = head.length > 12 ? new String(head, 4, 8, ISO_8859_1) : "";
        String riff = startsWith(head, "RIFF") && head.length > 12 ? new String(head, 8, 4, ISO_8859_1) : "";
        if (startsWith(head, "%PDF-") || pdfBehindJunk(head)) {
            return PDF;
        }
        if (startsWith(head, "\u001F\u008B")) {
            return GZIP;
        }
        if (startsWith(head, "BZh") && head.length > 9 && head[4] == 0x31 && head[5] == 0x41) {
            return BZIP2;
        }
        if (startsWith(head, "\u00FD7zXZ\0")) {
            return XZ;
        }
        if (startsWith(head, "(\u00B5/\u00FD")) {
            return ZSTD;
        }
        if (startsWith(head, "7z\u00BC\u00AF'\u001C")) {
            return SEVEN_ZIP;
        }
        if (startsWith(head, "Rar!\u001A\u0007")) {
            return RAR;
        }
        FileFormat archive = archive(head);
        if (archive != null) {
            return archive;
        }
        if (startsWith(head, "x\u009F>\"")) {
            return TNEF;
        }
        if (startsWith(head, "SQLite format 3\0")) {
            return SQLITE;
        }
        if (startsWith(head, "PAR1")) {
            return PARQUET;
        }
        if (startsWith(head, "\u0089PNG\r\n\u001A\n")) {
            return PNG;
        }
        if (startsWith(head, "\u00FF\u00D8\u00FF")) {
            return JPEG;
        }
        if (startsWith(head, "GIF87a") || startsWith(head, "GIF89a")) {
            return GIF;
        }
        if (riff.equals("WEBP")) {
            return WEBP;
        }
        if (startsWith(head, "II*\0") || startsWith(head, "MM\0*")) {
            return TIFF;
        }
        if (startsWith(head, "BM")
                && head.length > 10
                && head[6] == 0
                && head[7] == 0
                && head[8] == 0
                && head[9] == 0) {
            return BMP;
        }
        if (startsWith(head, "\1\0\0\0") && head.length > 44 && new String(head, 40, 4, ISO_8859_1).equals(" EMF")) {
            return EMF;
        }
        if (startsWith(head, "\u00D7\u00CD\u00C6\u009A") || startsWith(head, "\1\0\11\0\0\3")) {
            return WMF;
        }
        if (ftyp.startsWith("ftyp")
                || riff.equals("WAVE")
                || riff.equals("AVI ")
                || startsWith(head, "OggS\0")
                || startsWith(head, "ID3\3\0")
                || startsWith(head, "ID3\4\0")
                || startsWith(head, "fLaC\0")
                || startsWith(head, "\u001AE\u00DF\u00A3")) {
            return AUDIO_VIDEO;
        }
        if (startsWith(head, "wOFF") || startsWith(head, "wOF2") || startsWith(head, "OTTO\0")) {
            return FONT;
        }
        if (startsWith(head, "\u007FELF")
                || startsWith(head, "MZ\u0090\0")
                || startsWith(head, "\0asm")
                || startsWith(head, "\u00CA\u00FE\u00BA\u00BE")) {
            return PROGRAM;
        }
        return startsWith(head, "{\\rtf") ? RTF : BINARY;
    }

    private static @Nullable FileFormat archive(byte[] head) {
        if (head.length > 262 && new String(head, 257, 5, ISO_8859_1).equals("ustar") || tarWithoutMagic(head)) {
            return TAR;
        }
        if (startsWith(head, "WARC/0.") || startsWith(head, "WARC/1.") || startsWith(head, "filedesc://")) {
            return WARC;
        }
        if (startsWith(head, "070701") || startsWith(head, "070702") || startsWith(head, "070707")) {
            return CPIO;
        }
        if (startsWith(head, "!<arch>\n")) {
            return AR;
        }
        if (startsWith(head, "\u0060\u00EA") && head.length > 10 && (head[10] & 0xFF) <= 11 && head[4] > 20) {
            return ARJ;
        }
        if (startsWith(head, "\u0004\"M\u0018")) {
            return LZ4;
        }
        if (startsWith(head, "\u00FF\6\0\0sNaPpY")) {
            return SNAPPY;
        }
        if (startsWith(head, "\u001F\u009D")) {
            return COMPRESS;
        }
        // A dump's first block says so at its 24th byte; an lzma file has settings, a dictionary's size, then a length.
        if (head.length > 1024 && head[24] == 0x6C && head[25] == (byte) 0xEA && head[26] == 0 && head[27] == 0) {
            return DUMP;
        }
        boolean lzma = startsWith(head, "]\0\0") && head.length > 13 && head[13] == 0;
        boolean unknownSize = lzma;
        boolean smallSize = lzma && head[10] == 0 && head[11] == 0 && head[12] == 0;
        for (int i = 5; i < 13 && unknownSize; i++) {
            unknownSize = head[i] == (byte) 0xFF;
        }
        return unknownSize || smallSize ? LZMA : null;
    }

    /** Before POSIX a tar's first block was known by its checksum alone. */
    private static boolean tarWithoutMagic(byte[] head) {
        if (head.length < 512 || head[0] == 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : head[i] & 0xFF;
        }
        String written = new String(head, 148, 8, ISO_8859_1).replace('\0', ' ').strip();
        return written.matches("[0-7]{1,7}") && Integer.parseInt(written, 8) == sum;
    }

    private static boolean pdfBehindJunk(byte[] head) {
        // Readers look for the header within the first 1024 bytes; binary must follow it, or it is a text about PDF.
        String start = new String(head, 0, Math.min(head.length, 1024), ISO_8859_1);
        int at = start.indexOf("%PDF-1.");
        return at == 3 && start.startsWith("\u00EF\u00BB\u00BF")
                || at > 0 && start.substring(at).matches("(?s)%PDF-1\\.\\d\\s{1,2}%[\u0080-\u00FF].*");
    }

    private static FileFormat zipped(TableSource source) throws IOException {
        try (ZipParts parts = ZipParts.open(source, TableLimits.IMPORT)) {
            if (Workbook.part(parts) != null) {
                return XLSX;
            }
            if (parts.has("xl/workbook.bin")) {
                return XLSB;
            }
            if (parts.has("word/document.xml")) {
                return DOCX;
            }
            if (parts.has("ppt/presentation.xml")) {
                return PPTX;
            }
            if (parts.has("mimetype") && parts.has("META-INF/container.xml") && !parts.has("content.xml")) {
                return EPUB;
            }
            if (parts.has("mimetype") && parts.has("content.xml")) {
                try (InputStream in = parts.open("mimetype")) {
                    String type = in == null ? "" : new String(in.readNBytes(100), ISO_8859_1);
                    return type.contains("opendocument.spreadsheet") ? ODS : ODF;
                } catch (IOException e) {
                    return DAMAGED_ZIP;
                }
            }
            // A strict reader finds the workbook by its relation, whatever its name is.
            return parts.has("[Content_Types].xml") && parts.hasUnder("xl/worksheets/") ? XLSX : ZIP;
        } catch (TableException e) {
            return DAMAGED_ZIP;
        }
    }

    /** A compound file ([MS-CFB]): its directory names the streams. */
    private static FileFormat compound(TableSource source) throws IOException {
        byte[] head = source.head(1 << 20);
        int sectorBits = head.length > 0x40 ? head[0x1E] & 0xFF : 9;
        int firstSector = head.length > 0x40
                ? head[0x30] & 0xFF | (head[0x31] & 0xFF) << 8 | (head[0x32] & 0xFF) << 16 | (head[0x33] & 0xFF) << 24
                : 0;
        long at = (firstSector + 1L) << (sectorBits == 12 ? 12 : 9);
        String names;
        try (InputStream in = source.open()) {
            in.skipNBytes(Math.max(0, Math.min(at, Math.max(0, source.size() - 128))));
            names = new String(in.readNBytes(1 << 14), UTF_16LE).replace("WORKBOOK", "Workbook");
        }
        if (names.contains("EncryptedPackage")) {
            return ENCRYPTED_OFFICE;
        }
        return names.contains("Workbook\0") || names.contains("Book\0") ? XLS : OLE2;
    }

    private static FileFormat text(byte[] head) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Reader reader = TextDecoder.reader(new ByteArrayInputStream(head), null)) {
            char[] block = new char[HEAD_BYTES];
            for (int n = reader.read(block); n > 0; n = reader.read(block)) {
                text.append(block, 0, n);
            }
        }
        int controls = 0;
        int nuls = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            nuls += c == 0 ? 1 : 0;
            controls += c > 0 && c < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 27 || c == '\uFFFD'
                    ? 1
                    : 0;
        }
        if (controls > text.length() / 20 || nuls > text.length() / 3) {
            return BINARY;
        }
        FileFormat mail = MailHead.format(text);
        if (mail != null) {
            return mail;
        }
        char first = JsonRows.opening(text);
        if (first == '{' || first == '[' && jsonArray(text)) {
            return JSON;
        }
        return first == '<' ? markup(text) : TEXT;
    }

    /** An array of objects, arrays or values, and not the first section of a settings file. */
    private static boolean jsonArray(CharSequence text) {
        int at = text.toString().indexOf('[') + 1;
        char next = JsonRows.opening(text.subSequence(at, text.length()));
        return next == '{' || next == '[' || next == '"' || next == ']';
    }

    private static FileFormat markup(StringBuilder text) {
        String lower = text.toString().toLowerCase(Locale.ROOT);
        String start = lower.substring(lower.indexOf('<'));
        if (start.startsWith("<!doctype html")
                || start.matches("(?s)<(html|head|body|table|div|p|title|meta|!--)\\b.*")) {
            return HTML;
        }
        if (lower.contains("<html") || lower.contains("<body") || lower.contains("<table")) {
            return HTML;
        }
        return start.startsWith("<?xml") ? XML : start.matches("(?s)<[a-z][a-z0-9:]*[\\s/>].*") ? HTML : TEXT;
    }

    private static boolean startsWith(byte[] head, String magic) {
        return head.length >= magic.length() && new String(head, 0, magic.length(), ISO_8859_1).equals(magic);
    }
}

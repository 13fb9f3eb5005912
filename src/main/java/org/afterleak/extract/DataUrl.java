package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Locale;

/** A {@code data:} URL (RFC 2397): a document that is written in an attribute. */
final class DataUrl {
    /** An image with fewer bytes is an icon. */
    private static final int LEAST_IMAGE = 1_024;

    private final String contentType;
    private final byte[] bytes;

    private DataUrl(String contentType, byte[] bytes) {
        this.contentType = contentType;
        this.bytes = bytes;
    }

    /** Whether a value is one, or begins as one does. */
    static boolean is(String value) {
        return value.regionMatches(true, 0, "data:", 0, 5) && value.indexOf(',') > 0;
    }

    /** Reads one leniently: white space, and what is no escape, stays or is left out; what is no Base64 gives no bytes. */
    static DataUrl parse(String url) {
        int comma = url.indexOf(',');
        String type = url.substring(5, comma).strip();
        boolean base64 = type.toLowerCase(Locale.ROOT).endsWith(";base64");
        byte[] bytes = unescape(url, comma + 1);
        if (base64) {
            type = type.substring(0, type.length() - 7);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = bytes[i] == '-' ? (byte) '+' : bytes[i] == '_' ? (byte) '/' : bytes[i];
            }
            try {
                bytes = Base64.getMimeDecoder().decode(bytes);
            } catch (IllegalArgumentException e) {
                bytes = new byte[0];
            }
        }
        return new DataUrl(type.length() > 100 ? "" : type, bytes);
    }

    private static byte[] unescape(String url, int from) {
        if (url.indexOf('%', from) < 0) {
            return url.substring(from).getBytes(UTF_8);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(url.length() - from);
        byte[] written = url.substring(from).getBytes(UTF_8);
        for (int i = 0; i < written.length; i++) {
            int high = i + 2 < written.length ? Character.digit(written[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(written[i + 2], 16);
            if (written[i] == '%' && low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(written[i]);
            }
        }
        return out.toByteArray();
    }

    /** What it says it is, as in a {@code Content-Type} header; empty where it does not. */
    String contentType() {
        return contentType;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Whether it is worth reading: fonts, sound and icons are not. */
    boolean mayHoldText() {
        String type = contentType.toLowerCase(Locale.ROOT);
        boolean image = type.startsWith("image/") && !type.startsWith("image/svg");
        return bytes.length > 0
                && !(image && bytes.length < LEAST_IMAGE)
                && !type.startsWith("font/")
                && !type.contains("font-")
                && !type.startsWith("audio/")
                && !type.startsWith("video/");
    }

    @Override
    public String toString() {
        return "DataUrl[" + bytes.length + " bytes]";
    }
}

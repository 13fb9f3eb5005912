package org.afterleak.decode;

/** In what way a stretch of text is written. */
public enum Encoding {
    /** RFC 4648, sections 4 and 5. */
    BASE64("base64"),
    /** RFC 4648, section 6. */
    BASE32("base32"),
    /** Bytes as pairs of hexadecimal digits, in one run or apart, as dumps of memory have them too. */
    HEX("hex"),
    /** RFC 3986, section 2.1. */
    PERCENT("percent-encoding"),
    /** RFC 2045, section 6.7. */
    QUOTED_PRINTABLE("quoted-printable"),
    /** Escapes of strings in programming languages and JSON: {@code \u00f1}, {@code \xf1}, {@code \361}, {@code \n}. */
    ESCAPES("escapes"),
    /** Character references (HTML standard, section 13.5). */
    REFERENCES("character references"),
    /** Letters moved by thirteen places. */
    ROT13("rot13");

    private final String label;

    Encoding(String label) {
        this.label = label;
    }

    /** What it is called in a locator. */
    public String label() {
        return label;
    }
}

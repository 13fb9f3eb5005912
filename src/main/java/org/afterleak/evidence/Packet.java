package org.afterleak.evidence;

import java.util.regex.Pattern;

/** Names of a packet's files, relative to its bag, and its bounds: what writer and verifier share. */
final class Packet {
    static final String BAGIT = "bagit.txt";
    static final String BAG_INFO = "bag-info.txt";
    static final String MANIFEST = "manifest-sha256.txt";
    static final String TAG_MANIFEST = "tagmanifest-sha256.txt";

    /** In a folder of its own: the Library of Congress's reader takes every tagmanifest-* beside it for a manifest. */
    static final String SIGNATURE = "signature/tagmanifest-sha256.txt.p7s";

    static final String SIGNER = "signature/signer.pem";
    static final String README = "README.txt";
    static final String DATA = "data/";
    static final String OBSERVATION = "data/observation.json";
    static final String REPORT = "data/report.html";
    static final String HEADERS = "data/headers.txt";
    static final String REDACTED_TEXT = "data/redacted.txt";
    static final String REDACTED_HTML = "data/redacted.html";
    static final String CUSTODY = "data/custody.jsonl";
    static final String REQUEST_TEXT = "data/takedown-request.txt";
    static final String REQUEST_HTML = "data/takedown-request.html";

    /** Most bytes of a packet, and of all its files together. */
    static final int MAX_BYTES = 64 << 20;

    /** Most bytes of one file. */
    static final int MAX_FILE_BYTES = 32 << 20;

    /** Most files. */
    static final int MAX_FILES = 200;

    /** What a finding may be called: safe as a file name on every system. */
    static final Pattern FINDING = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private Packet() {}
}

package org.afterleak.crypto;

/** What a subkey is for. No subkey serves two purposes; the label goes into HKDF's {@code info} (RFC 5869, 3.2). */
public enum Purpose {
    /** AES-128: fast tags of name tokens. */
    FAST_TOKEN("fast/token", 16),
    /** AES-128: fast tags of pairs of name tokens. */
    FAST_PAIR("fast/pair", 16),
    /** AES-128: fast tags of ID numbers, e-mail addresses and phone numbers. */
    FAST_ID("fast/id", 16),
    /** SipHash-2-4: folds what is longer than one AES block before it is tagged. */
    FAST_LONG("fast/long", 16),
    /** HMAC-SHA-256: the guarded key, behind {@link GuardedPrf}. */
    GUARDED("guarded", 32),
    /** AES-256-GCM: the blurred tag sets at rest. */
    TAG_SET("tag-set", 32),
    /** AES-256-GCM: what is known of a campaign (its name, columns, counts). */
    CAMPAIGN("campaign", 32),
    /** AES-256-GCM: addresses and evidence kept with findings. */
    FINDING("finding", 32),
    /** HMAC-SHA-256: look-up tags of addresses kept with findings. */
    FINDING_TAG("finding-tag", 32),
    /** AES-256-GCM: what a person judged innocent, and lone hits that are counted. */
    SUPPRESSION("suppression", 32),
    /** HMAC-SHA-256: look-up tags of addresses, sites, payloads and records with these. */
    SUPPRESSION_TAG("suppression-tag", 32),
    /** AES-256-GCM: addresses in the frontier. */
    FRONTIER("frontier", 32),
    /** HMAC-SHA-256: look-up tags of addresses and payloads in the frontier. */
    FRONTIER_TAG("frontier-tag", 32),
    /** AES-256-GCM: the private key of the workspace's signing identity. */
    SIGNING_IDENTITY("signing-identity", 32);

    private final String label;
    private final int bytes;

    Purpose(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    String label() {
        return label;
    }

    int bytes() {
        return bytes;
    }
}

package org.afterleak.extract;

/** What a passage was in its document; the matcher's window follows it. */
public enum PassageKind {
    /** A row of a table: its cells are separated by one tab each. A person's data is expected to stay inside it. */
    ROW,
    /** A line of text that stands by itself; neighbours in the same block may belong to the same person. */
    LINE,
    /** Running prose, its soft line breaks kept as single newlines. */
    PARAGRAPH
}

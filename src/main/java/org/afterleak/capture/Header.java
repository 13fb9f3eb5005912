package org.afterleak.capture;

/** One HTTP header field as it came over the wire; the name keeps its case. */
public record Header(String name, String value) {}

package org.afterleak.evidence;

/**
 * One HTTP header field as evidence keeps it: fit to be shown.
 *
 * @param name as sent, or masked where it is not a registered one
 * @param value as sent where it is known to be harmless, otherwise masked
 * @param masked whether name or value were masked
 */
public record HeaderField(String name, String value, boolean masked) {}

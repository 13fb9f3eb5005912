package org.afterleak.evidence;

/**
 * One thing that was verified about a packet.
 *
 * @param name what was looked at, e.g. {@code payload manifest}
 * @param ok whether it holds
 * @param detail what was seen; where it does not hold, the file and what differs
 */
public record Check(String name, boolean ok, String detail) {}

package org.afterleak.identifier;

/** Whether the check digit of a number or a field holds. */
public enum CheckResult {
    HOLDS,
    FAILS,
    /** It has none. */
    ABSENT
}

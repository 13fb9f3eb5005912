/**
 * What to write to whoever hosts leaked data.
 *
 * <pre>{@code
 * NoticeDraft draft = NoticeDraft.of(NoticeFacts.builder("f-7k2m", url, false)
 *         .data(57, List.of("name", "ID number"))
 *         .where(List.of("table 1 > rows 2–58"), List.of("Name", "Number"))
 *         .seen(firstSeen, lastSeen)
 *         .payloadSha256(digest)
 *         .rule(Rule.EU)
 *         .sender(sender)
 *         .date(today)
 *         .build());
 * }</pre>
 *
 * <p>Under {@link org.afterleak.takedown.Rule#EU} the letter holds the elements of a notice under Article 16(2) of
 * Regulation (EU) 2022/2065: (a) reasons, (b) exact location, (c) name and e-mail address, (d) statement of good faith.
 * No letter holds a value of a leaked record, because letters get forwarded and published.
 *
 * <p>What this package does not do: it gives no legal advice, it does not know whom to write to, and it sends nothing.
 */
@NullMarked
package org.afterleak.takedown;

import org.jspecify.annotations.NullMarked;

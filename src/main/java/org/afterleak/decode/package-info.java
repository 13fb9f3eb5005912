/**
 * What is written in a text in another alphabet, found and undone: Base64 (RFC 4648, url-safe, wrapped over lines, without
 * its padding), Base32, hexadecimal and its dumps, percent-encoding, quoted-printable, the escapes of programming languages
 * and HTML, rot13; and zlib and raw deflate below any of them.
 *
 * <pre>{@code
 * EncodedText.find(utf8, 0, utf8.length, decoded -> {
 *     read(decoded.label(), decoded.bytes());     // what it is written in, and what it says
 *     return true;                                // go on
 * });
 * }</pre>
 *
 * <p>Pure functions over bytes in memory. Only what decodes to plausible text or to a file of a known format is handed over,
 * once and not further: what is in turn encoded in it is the caller's to look for. The time is linear in the text, whatever
 * is in it, and ordinary text is passed over at the speed of memory.
 */
@NullMarked
package org.afterleak.decode;

import org.jspecify.annotations.NullMarked;

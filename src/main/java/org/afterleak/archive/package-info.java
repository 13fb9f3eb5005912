/**
 * Members out of archives and bytes out of compressed streams, in memory, one after the other, bounded by whoever takes them.
 *
 * <pre>{@code
 * Archives.read(FileFormat.ZIP, bytes, new MemberHandler() {
 *     public void member(String name, InputStream content) throws IOException { ... }  // name: for a locator only
 *     public void passOver(String reason) { ... }        // "is encrypted"
 *     public boolean full() { return false; }            // no more members are wanted
 * });
 * }</pre>
 *
 * <p>Read are zip (jar and what else is a zip), 7z, tar, cpio, ar, arj, dump; gzip, bzip2, xz, lzma, lz4 and snappy frames,
 * compress (.Z). All is read through Apache Commons Compress, in memory: nothing is unpacked to a disk, a member's name is
 * never a path, links and devices in an archive are members without content. Encrypted members are passed over and said so.
 */
@NullMarked
package org.afterleak.archive;

import org.jspecify.annotations.NullMarked;

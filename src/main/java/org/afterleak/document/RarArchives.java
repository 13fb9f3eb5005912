package org.afterleak.document;

import com.github.junrar.Archive;
import com.github.junrar.exception.RarException;
import com.github.junrar.exception.UnsupportedRarV5Exception;
import com.github.junrar.rarfile.FileHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** RAR archives up to version 4, through junrar, in memory; there is no such library for version 5. */
final class RarArchives {
    private static final int MAX_MEMBER_BYTES = 64 << 20;

    private RarArchives() {}

    static void read(byte[] content, DocumentSink sink) throws IOException, DocumentException {
        try (Archive archive = new Archive(new ByteArrayInputStream(content))) {
            if (archive.isEncrypted()) {
                throw new DocumentException("RAR archive is encrypted");
            }
            FileHeader header = archive.nextFileHeader();
            while (header != null && !sink.full()) {
                if (!header.isDirectory()) {
                    member(archive, header, sink);
                }
                header = archive.nextFileHeader();
            }
        } catch (UnsupportedRarV5Exception e) {
            throw new DocumentException("RAR archive of version 5 is not supported");
        } catch (RarException e) {
            throw new DocumentException("RAR archive is damaged or encrypted");
        }
    }

    private static void member(Archive archive, FileHeader header, DocumentSink sink) {
        if (header.isEncrypted()) {
            sink.problem("a member of a RAR archive is encrypted");
            return;
        }
        Bounded out = new Bounded();
        try {
            archive.extractFile(header, out);
        } catch (RarException | RuntimeException e) {
            sink.problem("a member of a RAR archive is damaged, or more than " + (MAX_MEMBER_BYTES >> 20) + " MiB");
        }
        String name = header.getFileName();
        sink.part(name == null ? "" : name.replace('\\', '/'), "", out.bytes.toByteArray());
    }

    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int at, int length) throws IOException {
            if (bytes.size() + (long) length > MAX_MEMBER_BYTES) {
                throw new IOException("member too large");
            }
            bytes.write(from, at, length);
        }
    }
}

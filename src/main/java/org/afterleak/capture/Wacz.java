package org.afterleak.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The WARC files in a WACZ package (WACZ 1.1.1, section 4: the folder {@code archive}), read where they lie. */
public final class Wacz implements AutoCloseable {
    private final ZipFile zip;
    private final List<? extends ZipEntry> warcs;

    private Wacz(ZipFile zip, List<? extends ZipEntry> warcs) {
        this.zip = zip;
        this.warcs = warcs;
    }

    /**
     * Opens a package.
     *
     * @throws IOException it is no zip file, or cannot be read
     */
    public static Wacz open(Path file) throws IOException {
        ZipFile zip = new ZipFile(file.toFile());
        return new Wacz(zip, zip.stream().filter(e -> isWarc(e.getName())).toList());
    }

    /** Whether a member of a WACZ package is a WARC file, by its place and name. */
    public static boolean isWarc(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("archive/") && (lower.endsWith(".warc") || lower.endsWith(".warc.gz"));
    }

    /** How many WARC files are in it. */
    public int size() {
        return warcs.size();
    }

    /**
     * One of them, as {@link WarcCaptures#open} has it.
     *
     * @param number from 0
     */
    public WarcCaptures warc(int number, int maxPayload) throws IOException, WarcException {
        InputStream in = zip.getInputStream(warcs.get(number));
        return WarcCaptures.open(in, maxPayload);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

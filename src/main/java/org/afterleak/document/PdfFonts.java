package org.afterleak.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * One font for all that a document names and does not bring: text is read, not painted. PDFBox itself would look through the
 * fonts of the machine, and write down on the disk what it found.
 */
final class PdfFonts implements FontMapper {
    private static final AtomicBoolean INSTALLED = new AtomicBoolean();
    private static final String FALLBACK = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final TrueTypeFont fallback;

    private PdfFonts(TrueTypeFont fallback) {
        this.fallback = fallback;
    }

    static void install() throws IOException {
        if (INSTALLED.compareAndSet(false, true)) {
            try (InputStream in = PDDocument.class.getResourceAsStream(FALLBACK)) {
                if (in == null) {
                    throw new IOException("PDFBox brings no font");
                }
                FontMappers.set(new PdfFonts(new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()))));
            }
        }
    }

    @Override
    public FontMapping<TrueTypeFont> getTrueTypeFont(String name, @Nullable PDFontDescriptor descriptor) {
        return new FontMapping<>(fallback, true);
    }

    @Override
    public FontMapping<FontBoxFont> getFontBoxFont(String name, @Nullable PDFontDescriptor descriptor) {
        return new FontMapping<>(fallback, true);
    }

    @Override
    public CIDFontMapping getCIDFont(
            String name, @Nullable PDFontDescriptor descriptor, @Nullable PDCIDSystemInfo system) {
        return new CIDFontMapping(null, fallback, true);
    }
}

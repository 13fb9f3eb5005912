package org.afterleak.document;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.jspecify.annotations.Nullable;

/** Images of a page that is a picture of one, as parts. */
final class PdfImages {
    private static final int MAX_IMAGES = 20;
    private static final int MAX_DEPTH = 5;
    private static final long MAX_PIXELS = 60_000_000;
    private static final int LEAST_SIDE = 60;
    private static final int MAX_BYTES = 32 << 20;

    static {
        // It would write to a file what it is about to give.
        ImageIO.setUseCache(false);
    }

    private final DocumentSink sink;
    private final String locator;
    private int images;

    private PdfImages(DocumentSink sink, String locator) {
        this.sink = sink;
        this.locator = locator;
    }

    static void of(PDPage page, String locator, DocumentSink sink) throws IOException {
        new PdfImages(sink, locator).in(page.getResources(), 0);
    }

    private void in(@Nullable PDResources resources, int depth) throws IOException {
        if (resources == null || depth > MAX_DEPTH) {
            return;
        }
        for (COSName name : resources.getXObjectNames()) {
            if (images >= MAX_IMAGES || sink.full()) {
                return;
            }
            PDXObject object = resources.getXObject(name);
            if (object instanceof PDImageXObject image) {
                image(image);
            } else if (object instanceof PDFormXObject form) {
                in(form.getResources(), depth + 1);
            }
        }
    }

    private void image(PDImageXObject image) {
        if (image.getWidth() < LEAST_SIDE
                || image.getHeight() < LEAST_SIDE
                || (long) image.getWidth() * image.getHeight() > MAX_PIXELS) {
            return;
        }
        images++;
        String name = locator + ", image " + images;
        try {
            if ("jpg".equals(image.getSuffix())) {
                try (InputStream in = image.createInputStream(List.of(COSName.DCT_DECODE.getName()))) {
                    sink.part(name, "image/jpeg", in.readNBytes(MAX_BYTES));
                }
                return;
            }
            BufferedImage picture = image.getImage();
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(picture, "png", png);
            sink.part(name, "image/png", png.toByteArray());
        } catch (IOException | RuntimeException e) {
            sink.problem("an image of " + locator + " cannot be read");
        }
    }
}

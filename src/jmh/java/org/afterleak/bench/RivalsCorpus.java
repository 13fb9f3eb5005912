package org.afterleak.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.afterleak.capture.Capture;
import org.afterleak.extract.Document;
import org.afterleak.extract.ExtractException;
import org.afterleak.extract.Extractor;

/**
 * Pages of some 5 kB that are looked through: of texts that are given, cut into pages, or made-up news and lists of people who
 * are on no list; and on a share of them one sentence about somebody who is.
 */
final class RivalsCorpus {
    private static final int PAGE_BYTES = 5_000;

    /** One page in the two forms that are wanted. */
    static final class Page {
        final byte[] utf8;
        final String text;
        final Document document;

        Page(String text) throws ExtractException {
            this.text = text;
            this.utf8 = text.getBytes(StandardCharsets.UTF_8);
            this.document = new Extractor().extract(Capture.ofFile("page.txt", utf8, Instant.EPOCH));
        }
    }

    private RivalsCorpus() {}

    /**
     * Makes pages.
     *
     * @param folders of texts, in UTF-8; none for made-up pages only
     * @param hitPercent on how many of a hundred pages somebody is
     */
    static List<Page> pages(People people, List<Path> folders, long bytes, int hitPercent, long seed)
            throws IOException, ExtractException {
        List<String> given = new ArrayList<>();
        for (Path folder : folders) {
            read(folder, bytes, given);
        }
        List<Page> pages = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        Innocents innocents = new Innocents(people);
        long made = 0;
        for (int i = 0; made < bytes; i++) {
            StringBuilder page = new StringBuilder(i < given.size() ? given.get(i) : made(innocents, random));
            if (random.nextInt(100) < hitPercent) {
                Person person = people.anyListed(random);
                int at = page.indexOf("\n", random.nextInt(page.length()));
                page.insert(
                        at < 0 ? page.length() : at + 1,
                        RivalsList.name(person).strip() + ", A-number " + person.id + ", was moved to "
                                + person.facility + ".\n");
            }
            Page done = new Page(page.toString());
            pages.add(done);
            made += done.utf8.length;
        }
        return pages;
    }

    private static String made(Innocents innocents, SplittableRandom random) {
        StringBuilder page = new StringBuilder(PAGE_BYTES + 1000);
        while (page.length() < PAGE_BYTES) {
            if (random.nextInt(4) == 0) {
                Innocents.Kind kind = Innocents.KINDS.get(random.nextInt(Innocents.KINDS.size()));
                String text = innocents.page(kind, random);
                page.append(text, 0, Math.min(text.length(), 1_000)).append('\n');
            } else {
                page.append(Filler.paragraph(random)).append('\n');
            }
        }
        return page.toString();
    }

    private static void read(Path folder, long bytes, List<String> pages) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        long read = 0;
        for (Path file : files) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            for (int at = 0; at < text.length() && read < bytes; at += PAGE_BYTES) {
                String page = text.substring(at, Math.min(text.length(), at + PAGE_BYTES));
                pages.add(page);
                read += page.length();
            }
        }
    }
}

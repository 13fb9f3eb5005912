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
 * Pages of some 5 kB that are looked through: of texts that are given, cut into pages, or made-up ones; after a fifth of the
 * paragraphs a sentence about somebody who is on no list and has a name as those on it have; and on a share of the pages one
 * about somebody of the list.
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
        long made = 0;
        for (int i = 0; made < bytes; i++) {
            StringBuilder page = i < given.size() ? withStrangers(given.get(i), people, random) : made(people, random);
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

    private static StringBuilder made(People people, SplittableRandom random) {
        StringBuilder page = new StringBuilder(PAGE_BYTES + 1000);
        while (page.length() < PAGE_BYTES) {
            page.append(Filler.paragraph(random)).append('\n');
            appendStranger(people, random, page);
        }
        return page;
    }

    private static StringBuilder withStrangers(String given, People people, SplittableRandom random) {
        StringBuilder page = new StringBuilder(given.length() + 1000);
        for (String paragraph : given.split("\n\n", -1)) {
            page.append(paragraph).append("\n\n");
            appendStranger(people, random, page);
        }
        return page;
    }

    private static void appendStranger(People people, SplittableRandom random, StringBuilder page) {
        if (random.nextInt(5) == 0) {
            page.append(RivalsList.name(people.anyOther(random)).strip())
                    .append(" said that ")
                    .append(Filler.sentence(random))
                    .append('\n');
        }
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

package org.afterleak.bench;

import com.gliwka.hyperscan.jni.hs_database_t;
import com.gliwka.hyperscan.jni.hs_scratch_t;
import com.gliwka.hyperscan.jni.hyperscan;
import com.gliwka.hyperscan.jni.match_event_handler;
import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.afterleak.match.Tier;
import org.ahocorasick.trie.Trie;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.search.PhraseQuery;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** Those that are compared, ours first. */
final class Rivals {
    /** Words of a name that n-grams are long enough for. */
    private static final int MOST_WORDS = 4;

    private Rivals() {}

    /** @param folder for the files of rivals that are programs of their own */
    static List<Rival> all(SealedList sealed, Path folder) {
        return List.of(
                new Floor(),
                new Ours("ours exact", org.afterleak.match.Matcher.withoutVariants(sealed.watchlist())),
                new Ours("ours with variants", sealed.matcher()),
                new Hyperscan(),
                new Program("ripgrep -F", List.of("rg", "-F", "-j1", "-c", "--no-config", "-f"), folder, 100_000),
                new Program("grep -F", List.of("grep", "-F", "-c", "-f"), folder, 1_000_000),
                new AhoCorasick(),
                new DoubleArray(),
                new LuceneMonitor(),
                new NGrams("HashSet of n-grams", false),
                new NGrams("HMAC of every n-gram", true));
    }

    /** Looks at each page by itself, in this thread. */
    private abstract static class ByPage implements Rival {
        private final String name;

        ByPage(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        abstract boolean finds(RivalsCorpus.Page page, int number) throws Exception;

        @Override
        public int scan(List<RivalsCorpus.Page> pages, int first) throws Exception {
            int found = 0;
            for (int i = 0; i < first; i++) {
                found += finds(pages.get(i), i) ? 1 : 0;
            }
            return found;
        }
    }

    /** The floor: what reading costs. */
    private static final class Floor extends ByPage {
        private int sink;

        Floor() {
            super("floor: sum of the bytes");
        }

        @Override
        public void build(RivalsList list) {}

        @Override
        boolean finds(RivalsCorpus.Page page, int number) {
            for (byte b : page.utf8) {
                sink += b;
            }
            // Never so, but the compiler does not know, and has to add them up.
            return sink == Integer.MIN_VALUE;
        }
    }

    private static final class Ours extends ByPage {
        private final org.afterleak.match.Matcher matcher;

        Ours(String name, org.afterleak.match.Matcher matcher) {
            super(name);
            this.matcher = matcher;
        }

        @Override
        public void build(RivalsList list) {}

        @Override
        boolean finds(RivalsCorpus.Page page, int number) {
            return !matcher.match(page.document, Tier.PROBABLE).records().isEmpty();
        }
    }

    /** Intel's, 5.4.0 through the native interface of its Java wrapper: literals without regard to case. */
    private static final class Hyperscan extends ByPage {
        private hs_database_t database = new hs_database_t();
        private hs_scratch_t scratch = new hs_scratch_t();
        private final Found handler = new Found();
        private List<BytePointer> native8 = List.of();
        private List<RivalsCorpus.Page> pages = List.of();

        /** Counts; more it need not do. */
        private static final class Found extends match_event_handler {
            private int count;

            @Override
            public int call(int id, long from, long to, int flags, Pointer context) {
                count++;
                return 0;
            }
        }

        Hyperscan() {
            super("Hyperscan");
        }

        @Override
        public int mostRecords() {
            return 1_000_000;
        }

        @Override
        public void build(RivalsList list) {
            List<String> patterns = list.patterns();
            int n = patterns.size();
            BytePointer[] texts = new BytePointer[n];
            long[] lengths = new long[n];
            int[] flags = new int[n];
            int[] ids = new int[n];
            for (int i = 0; i < n; i++) {
                byte[] bytes = patterns.get(i).getBytes(StandardCharsets.UTF_8);
                texts[i] = new BytePointer(bytes);
                lengths[i] = bytes.length;
                flags[i] = hyperscan.HS_FLAG_CASELESS;
                ids[i] = i;
            }
            try (PointerPointer<BytePointer> all = new PointerPointer<>(texts);
                    IntPointer allFlags = new IntPointer(flags);
                    IntPointer allIds = new IntPointer(ids);
                    SizeTPointer allLengths = new SizeTPointer(lengths);
                    PointerPointer<Pointer> to = new PointerPointer<>(1);
                    PointerPointer<Pointer> error = new PointerPointer<>(1)) {
                check(hyperscan.hs_compile_lit_multi(
                        all, allFlags, allIds, allLengths, n, hyperscan.HS_MODE_BLOCK, null, to, error));
                database = new hs_database_t(to.get(0));
                to.put(0, (Pointer) null);
                check(hyperscan.hs_alloc_scratch(database, to));
                scratch = new hs_scratch_t(to.get(0));
            }
            for (BytePointer text : texts) {
                text.close();
            }
        }

        private static void check(int status) {
            if (status != 0) {
                throw new IllegalStateException("hyperscan says " + status);
            }
        }

        @Override
        public void prepare(List<RivalsCorpus.Page> all) {
            if (pages != all) {
                native8.forEach(BytePointer::close);
                native8 = all.stream().map(p -> new BytePointer(p.utf8)).toList();
                pages = all;
            }
        }

        @Override
        boolean finds(RivalsCorpus.Page page, int number) {
            handler.count = 0;
            hyperscan.hs_scan(database, native8.get(number), page.utf8.length, 0, scratch, handler, null);
            return handler.count > 0;
        }

        @Override
        public void close() {
            native8.forEach(BytePointer::close);
        }
    }

    /** grep and its like: a process over one file of all pages, less what it takes over an empty one. */
    private static final class Program implements Rival {
        private static final Pattern SECONDS = Pattern.compile("(user|sys) ([0-9.]+)");
        private static final int MINUTES = 5;

        private final String name;
        private final List<String> command;
        private final Path folder;
        private final int most;
        private Path patterns = Path.of("");
        private double seconds;
        private double loading;

        Program(String name, List<String> command, Path folder, int most) {
            this.name = name;
            this.command = command;
            this.folder = folder;
            this.most = most;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int mostRecords() {
            return most;
        }

        @Override
        public boolean warmsUp() {
            return false;
        }

        @Override
        public void build(RivalsList list) throws Exception {
            patterns = folder.resolve(command.get(0) + "-patterns.txt");
            Files.write(patterns, list.patterns());
            Path empty = Files.write(folder.resolve(command.get(0) + "-empty.txt"), new byte[] {'\n'});
            run(empty);
            double first = seconds;
            run(empty);
            loading = Math.min(first, seconds);
            Files.delete(empty);
        }

        @Override
        public int scan(List<RivalsCorpus.Page> pages, int first) throws Exception {
            // One line a page, so that the count is that of pages.
            Path text = folder.resolve(command.get(0) + "-text.txt");
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < first; i++) {
                byte[] page = pages.get(i).utf8.clone();
                for (int b = 0; b < page.length; b++) {
                    page[b] = page[b] == '\n' ? (byte) ' ' : page[b];
                }
                all.write(page);
                all.write('\n');
            }
            Files.write(text, all.toByteArray());
            int found = run(text);
            Files.delete(text);
            seconds -= loading;
            return found;
        }

        private int run(Path text) throws Exception {
            List<String> words = new ArrayList<>(List.of("bash", "-c", "time -p \"$@\"", "bash"));
            words.addAll(command);
            words.add(patterns.toString());
            words.add(text.toString());
            Path errors = folder.resolve(command.get(0) + "-time.txt");
            ProcessBuilder builder = new ProcessBuilder(words).redirectError(errors.toFile());
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() > 1) {
                process.destroyForcibly();
                throw new IllegalStateException(command.get(0) + " is not here, or takes too long");
            }
            seconds = 0;
            Matcher times = SECONDS.matcher(Files.readString(errors));
            while (times.find()) {
                seconds += Double.parseDouble(times.group(2));
            }
            Files.delete(errors);
            return output.isEmpty() ? 0 : Integer.parseInt(output);
        }

        @Override
        public double secondsElsewhere() {
            return Math.max(0.01, seconds);
        }

        @Override
        public void close() throws Exception {
            Files.deleteIfExists(patterns);
        }
    }

    /** org.ahocorasick, without regard to case. */
    private static final class AhoCorasick extends ByPage {
        private Trie trie = Trie.builder().build();

        AhoCorasick() {
            super("Aho-Corasick");
        }

        @Override
        public int mostRecords() {
            return 100_000;
        }

        @Override
        public void build(RivalsList list) {
            trie = Trie.builder().ignoreCase().addKeywords(list.patterns()).build();
        }

        @Override
        boolean finds(RivalsCorpus.Page page, int number) {
            return !trie.parseText(page.text).isEmpty();
        }
    }

    /** hankcs, over small letters. */
    private static final class DoubleArray extends ByPage {
        private final AhoCorasickDoubleArrayTrie<Boolean> trie = new AhoCorasickDoubleArrayTrie<>();
        private int count;

        DoubleArray() {
            super("double-array Aho-Corasick");
        }

        @Override
        public int mostRecords() {
            return 1_000_000;
        }

        @Override
        public void build(RivalsList list) {
            TreeMap<String, Boolean> all = new TreeMap<>();
            list.folded().forEach(p -> all.put(p, true));
            trie.build(all);
        }

        @Override
        boolean finds(RivalsCorpus.Page page, int number) {
            count = 0;
            trie.parseText(page.text.toLowerCase(Locale.ROOT), (int begin, int end, Boolean value) -> count++);
            return count > 0;
        }
    }

    /** One phrase query for each name and number, against a page at a time. */
    private static final class LuceneMonitor extends ByPage {
        private static final String FIELD = "text";

        private final Analyzer analyzer = new StandardAnalyzer();
        private final Monitor monitor;

        LuceneMonitor() {
            super("Lucene monitor");
            try {
                monitor = new Monitor(analyzer);
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int mostRecords() {
            return 100_000;
        }

        @Override
        public void build(RivalsList list) throws Exception {
            List<MonitorQuery> batch = new ArrayList<>();
            for (String pattern : list.patterns()) {
                PhraseQuery.Builder phrase = new PhraseQuery.Builder();
                try (TokenStream tokens = analyzer.tokenStream(FIELD, pattern)) {
                    CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
                    tokens.reset();
                    while (tokens.incrementToken()) {
                        phrase.add(new org.apache.lucene.index.Term(FIELD, term.toString()));
                    }
                    tokens.end();
                }
                PhraseQuery query = phrase.build();
                if (query.getTerms().length > 0) {
                    batch.add(new MonitorQuery(Integer.toString(batch.size()), query));
                }
            }
            monitor.register(batch);
        }

        @Override
        boolean finds(RivalsCorpus.Page page, int number) throws Exception {
            Document document = new Document();
            document.add(new TextField(FIELD, page.text, Field.Store.NO));
            return monitor.match(document, QueryMatch.SIMPLE_MATCHER).getMatchCount() > 0;
        }

        @Override
        public void close() throws Exception {
            monitor.close();
        }
    }

    /** Every run of two to four words, and every word with a digit, looked up in a set; keyed, or as it is. */
    private static final class NGrams extends ByPage {
        private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}]+");

        private final boolean keyed;
        private final Set<String> plain = new HashSet<>();
        private final Set<Long> tags = new HashSet<>();
        private final Mac mac;

        NGrams(String name, boolean keyed) {
            super(name);
            this.keyed = keyed;
            try {
                mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int mostRecords() {
            return 1_000_000;
        }

        @Override
        public void build(RivalsList list) {
            for (String pattern : list.folded()) {
                String gram = String.join(" ", words(pattern));
                if (keyed) {
                    tags.add(tag(gram));
                } else {
                    plain.add(gram);
                }
            }
        }

        private static List<String> words(String text) {
            List<String> words = new ArrayList<>();
            Matcher word = WORD.matcher(text);
            while (word.find()) {
                words.add(word.group());
            }
            return words;
        }

        private long tag(String gram) {
            byte[] output = mac.doFinal(gram.getBytes(StandardCharsets.UTF_8));
            return java.nio.ByteBuffer.wrap(output).getLong();
        }

        private boolean has(String gram) {
            return keyed ? tags.contains(tag(gram)) : plain.contains(gram);
        }

        @Override
        boolean finds(RivalsCorpus.Page page, int number) {
            List<String> words = words(page.text.toLowerCase(Locale.ROOT));
            int found = 0;
            StringBuilder gram = new StringBuilder();
            for (int i = 0; i < words.size(); i++) {
                gram.setLength(0);
                gram.append(words.get(i));
                if (gram.chars().anyMatch(c -> c >= '0' && c <= '9')) {
                    found += has(gram.toString()) ? 1 : 0;
                }
                for (int j = i + 1; j < Math.min(words.size(), i + MOST_WORDS); j++) {
                    found += has(gram.append(' ').append(words.get(j)).toString()) ? 1 : 0;
                }
            }
            return found > 0;
        }
    }
}

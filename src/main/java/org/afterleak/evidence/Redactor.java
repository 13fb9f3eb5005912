package org.afterleak.evidence;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.afterleak.capture.Capture;
import org.afterleak.crypto.Digests;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.match.DocumentMatch;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Where;

/**
 * Turns a page that is still in memory into evidence that may be kept: deny by default. Of the page's own text only
 * words of a small public vocabulary come through, and none at all in rows of data; where records matched is marked.
 * Thread-safe.
 */
public final class Redactor {
    private static final int MAX_BECAUSE = 20;
    private static final int MAX_WHERE = 20;
    private static final int MAX_LOCATIONS = 50;
    private static final int MAX_COLUMNS = 100;
    private static final int MAX_REDIRECTS = 20;
    private static final int MAX_NOTES = 50;
    private static final Pattern IP = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private final Clock clock;
    private final String by;

    /** @param by who redacts, for the custody log: the tool and its version, e.g. {@code afterleak 0.1.0} */
    public Redactor(Clock clock, String by) {
        this.clock = clock;
        this.by = by;
    }

    /**
     * What is kept of a capture.
     *
     * @param document the capture's text
     * @param match what was found in it
     * @param source name of the source that brought it
     * @param guard asked before anything from outside is shown as it came: addresses, headers, the source's name
     */
    public EvidenceRecord redact(
            Document document, DocumentMatch match, Capture capture, String source, IdentifierGuard guard) {
        Spans spans = Spans.of(document, match);
        EvidenceRecord.Builder out = EvidenceRecord.builder();
        out.address = Address.of(capture.address(), guard);
        out.redirectedFrom = capture.redirectedFrom().stream()
                .limit(MAX_REDIRECTS)
                .map(url -> Address.of(url, guard))
                .toList();
        out.source = guard.holdsIdentifier(source) ? WordMask.mask(source, true) : source;
        out.capturedAt = capture.capturedAt().truncatedTo(ChronoUnit.MILLIS);
        out.status = capture.status();
        out.requestHeaders = HeaderMask.mask(capture.requestHeaders(), guard);
        out.responseHeaders = HeaderMask.mask(capture.responseHeaders(), guard);
        out.remoteAddress =
                capture.remoteAddress().filter(ip -> IP.matcher(ip).matches()).orElse(null);
        out.payloadSha256 = capture.payloadDigest();
        out.payloadBytes = capture.payload().length;
        out.truncation = capture.truncation();
        out.totals = totals(document, match, spans);
        out.records = match.records().stream()
                .limit(EvidenceRecord.MAX_RECORDS)
                .map(record -> masked(record, document))
                .toList();
        out.recordsOmitted = Math.max(0, match.records().size() - EvidenceRecord.MAX_RECORDS);
        out.locations = locations(document, spans.passages());
        out.rendering = new PageRenderer(document, spans).render();
        out.notes = notes(document, match);
        out.custody = custody(out);
        return out.build();
    }

    private List<CustodyEvent> custody(EvidenceRecord.Builder out) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String rendering = Digests.sha256Hex(RenderingText.write(Objects.requireNonNull(out.rendering)));
        return List.of(
                new CustodyEvent(
                        Objects.requireNonNull(out.capturedAt),
                        CustodyEvent.Action.CAPTURED,
                        by,
                        CustodyLog.PAYLOAD,
                        out.payloadSha256),
                new CustodyEvent(now, CustodyEvent.Action.MATCHED, by, CustodyLog.PAYLOAD, out.payloadSha256),
                new CustodyEvent(now, CustodyEvent.Action.REDACTED, by, Packet.REDACTED_TEXT, rendering));
    }

    private static List<String> notes(Document document, DocumentMatch match) {
        List<String> notes = new ArrayList<>(match.notes());
        notes.addAll(document.problems());
        return notes.stream()
                .limit(MAX_NOTES)
                .map(note -> Visible.text(note, 300))
                .toList();
    }

    private static Totals totals(Document document, DocumentMatch match, Spans spans) {
        int rows = 0;
        for (int i = 0; i < document.passageCount(); i++) {
            rows += document.kind(i) == PassageKind.ROW ? 1 : 0;
        }
        SortedMap<String, Integer> byTier = new TreeMap<>();
        Set<String> kinds = new TreeSet<>();
        for (RecordMatch record : match.records()) {
            byTier.merge(record.tier().label(), 1, Integer::sum);
            kinds.addAll(record.fields());
        }
        Set<String> columns = new LinkedHashSet<>();
        Set<Integer> blocks = new TreeSet<>();
        spans.passages().stream().forEach(p -> blocks.add(document.blockOf(p)));
        for (int block : blocks) {
            for (String heading : document.block(block).headings()) {
                if (columns.size() < MAX_COLUMNS) {
                    columns.add(WordMask.heading(PageRenderer.cut(heading, PageRenderer.MAX_HEADING)));
                }
            }
        }
        return new Totals(
                document.passageCount(),
                rows,
                spans.passages().cardinality(),
                match.records().size(),
                byTier,
                List.copyOf(kinds),
                List.copyOf(columns));
    }

    private static RecordMatch masked(RecordMatch record, Document document) {
        List<Where> where = record.where().stream()
                .limit(MAX_WHERE)
                .map(w -> new Where(w.passage(), locator(document, w), w.start(), w.end()))
                .toList();
        return new RecordMatch(
                record.record(),
                record.campaign(),
                record.tier(),
                record.bits(),
                record.fields(),
                record.because().stream().limit(MAX_BECAUSE).toList(),
                where);
    }

    private static String locator(Document document, Where where) {
        boolean known = where.passage() >= 0 && where.passage() < document.passageCount();
        return known ? PageRenderer.locator(document, where.passage()) : LocatorMask.block(where.locator());
    }

    /** Ranges of the matched passages, block by block. */
    private static List<String> locations(Document document, BitSet passages) {
        List<String> out = new ArrayList<>();
        int more = 0;
        int first = passages.nextSetBit(0);
        while (first >= 0) {
            int last = first;
            // A range ends where the next match is not the next row of the same block.
            while (passages.get(last + 1)
                    && document.blockOf(last + 1) == document.blockOf(first)
                    && document.ordinal(last + 1) == document.ordinal(last) + 1) {
                last++;
            }
            if (out.size() < MAX_LOCATIONS) {
                out.add(range(document, first, last));
            } else {
                more++;
            }
            first = passages.nextSetBit(last + 1);
        }
        if (more > 0) {
            out.add("and " + more + " more places");
        }
        return out;
    }

    private static String range(Document document, int first, int last) {
        if (first == last) {
            return PageRenderer.locator(document, first);
        }
        Document.Block block = document.block(document.blockOf(first));
        String own = LocatorMask.unit(block.unit()) + "s " + document.ordinal(first) + "–" + document.ordinal(last);
        return block.locator().isEmpty() ? own : LocatorMask.block(block.locator()) + " > " + own;
    }
}

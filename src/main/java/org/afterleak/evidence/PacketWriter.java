package org.afterleak.evidence;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.afterleak.crypto.CertificateSummary;
import org.afterleak.crypto.Digests;

/**
 * Writes packets: {@code DIR/FINDING.zip}, one bag (BagIt 1.0, RFC 8493) whose tag manifest is signed (CMS, RFC 5652).
 * A packet is made in memory, matched against the watchlist once more, signed, and only then written, under another name
 * first: on failure there is no file. Equal requests at equal times give equal bytes but for the signature. Thread-safe.
 */
public final class PacketWriter {
    private final Clock clock;
    private final String by;
    private final PacketLint lint;

    /** @param by who packs, for the custody log: the tool and its version */
    public PacketWriter(Clock clock, String by, PacketLint lint) {
        this.clock = clock;
        this.by = by;
        this.lint = lint;
    }

    /**
     * Writes the packet; one of the same name is replaced.
     *
     * @param outDir folder; made where it does not exist
     * @return the packet's path
     * @throws PacketRefusedException if a file of it would hold a watched identifier, or it is over the bounds
     * @throws IOException if it cannot be written
     * @throws GeneralSecurityException if it cannot be signed
     */
    public Path write(PacketRequest request, Path outDir) throws IOException, GeneralSecurityException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        CertificateSummary certificate = request.signer().certificate();
        String pem = request.signer().certificatePem();
        PacketReport report = new PacketReport(request, certificate, now, by);

        // 1. What the packet says.
        SortedMap<String, byte[]> payload = new TreeMap<>();
        payload.put(Packet.OBSERVATION, ObservationJson.write(request));
        payload.put(Packet.HEADERS, HeadersText.write(request.evidence()));
        payload.put(Packet.REDACTED_TEXT, RenderingText.write(request.evidence().rendering()));
        payload.put(Packet.REDACTED_HTML, report.redacted());
        request.noticeText().ifPresent(text -> payload.put(Packet.REQUEST_TEXT, Bag.utf8(text)));
        request.noticeHtml().ifPresent(html -> payload.put(Packet.REQUEST_HTML, Bag.utf8(html)));

        // 2. What was done to it. The report shows the log, so the log cannot hold the report's digest.
        List<CustodyEvent> custody = custody(request, payload, now, certificate);
        payload.put(Packet.REPORT, report.report(custody));
        payload.put(Packet.CUSTODY, CustodyLog.write(custody));

        // 3. The bag around it.
        SortedMap<String, byte[]> tags = new TreeMap<>();
        tags.put(Packet.README, report.readme());
        tags.put(Packet.SIGNER, Bag.utf8(pem));
        SortedMap<String, byte[]> bag = Bag.make(payload, tags, info(request, now));

        // 4. The last look, at every byte; then the signature, which nothing can follow but a look at itself.
        for (Map.Entry<String, byte[]> file : bag.entrySet()) {
            requireClean(file.getKey(), file.getValue());
        }
        byte[] signature = request.signer().signDetached(Objects.requireNonNull(bag.get(Packet.TAG_MANIFEST)));
        requireClean(Packet.SIGNATURE, signature);
        bag.put(Packet.SIGNATURE, signature);
        requireBounds(bag);

        // 5. The file.
        return zip(request, bag, outDir);
    }

    private void requireClean(String file, byte[] bytes) throws PacketRefusedException {
        if (lint.holdsIdentifier(file, bytes)) {
            throw new PacketRefusedException(
                    "packet not written: " + file + " would hold an identifier that is on the watchlist");
        }
    }

    private static void requireBounds(SortedMap<String, byte[]> bag) throws PacketRefusedException {
        long total = 0;
        for (Map.Entry<String, byte[]> file : bag.entrySet()) {
            total += file.getValue().length + 400L;
            if (file.getValue().length > Packet.MAX_FILE_BYTES || total > Packet.MAX_BYTES) {
                throw new PacketRefusedException("packet not written: " + file.getKey() + " makes it too large");
            }
        }
    }

    private List<CustodyEvent> custody(
            PacketRequest request, SortedMap<String, byte[]> payload, Instant now, CertificateSummary certificate) {
        List<CustodyEvent> events = new ArrayList<>(request.evidence().custody());
        events.addAll(request.custody());
        payload.forEach((path, bytes) ->
                events.add(new CustodyEvent(now, CustodyEvent.Action.PACKED, by, path, Digests.sha256Hex(bytes))));
        events.add(new CustodyEvent(now, CustodyEvent.Action.SIGNED, by, Packet.SIGNER, certificate.fingerprint()));
        return events;
    }

    private Map<String, String> info(PacketRequest request, Instant now) {
        Map<String, String> info = new LinkedHashMap<>();
        request.organisation().ifPresent(name -> info.put("Source-Organization", name));
        info.put("External-Identifier", request.finding());
        info.put(
                "External-Description",
                "Evidence that data of people on a leaked list stands on a page. Holds no personal data of theirs.");
        info.put("Bagging-Date", now.atOffset(ZoneOffset.UTC).toLocalDate().toString());
        info.put("Bag-Software-Agent", by);
        return info;
    }

    private static Path zip(PacketRequest request, SortedMap<String, byte[]> bag, Path outDir) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        bag.forEach((path, bytes) -> entries.put(request.finding() + "/" + path, bytes));
        Files.createDirectories(outDir);
        Path target = outDir.resolve(request.finding() + ".zip");
        Path part = outDir.resolve("." + request.finding() + ".zip.part");
        try {
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                BufferedOutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                PacketZip.write(entries, PacketZip.time(request.evidence().capturedAt()), new Unclosing(out));
                out.flush();
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return target;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The zip's end is not the file's: it is still to be forced to the disk. */
    private static final class Unclosing extends java.io.FilterOutputStream {
        Unclosing(java.io.OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}

package org.afterleak.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.afterleak.crypto.Digests;
import tools.jackson.databind.node.ObjectNode;

/**
 * The custody log: JSON Lines, append-only. Each line holds a sequence number from 1 and, as {@code previous}, the
 * SHA-256 of the bytes of the line before it without its newline (64 zeros in the first), so that no line can be
 * changed, taken out or put in without changing all that follow.
 */
final class CustodyLog {
    /** Artefact name of the payload as received, which is never kept. */
    static final String PAYLOAD = "payload";

    private static final String START = "0".repeat(64);
    private static final int MAX_EVENTS = 10_000;

    private CustodyLog() {}

    static byte[] write(List<CustodyEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String previous = START;
        int sequence = 1;
        for (CustodyEvent event : events) {
            ObjectNode node = Json.object().put("seq", sequence++);
            node.setAll(EvidenceJson.event(event));
            node.put("previous", previous);
            byte[] line = Json.compact(node);
            previous = Digests.sha256Hex(line);
            out.writeBytes(line);
            out.write('\n');
        }
        return out.toByteArray();
    }

    /**
     * Reads and checks the chain.
     *
     * @throws EvidenceFormatException naming the first line that is wrong and what is wrong with it
     */
    static List<CustodyEvent> read(byte[] log) throws EvidenceFormatException {
        List<CustodyEvent> events = new ArrayList<>();
        String previous = START;
        int start = 0;
        while (start < log.length) {
            int end = start;
            while (end < log.length && log[end] != '\n') {
                end++;
            }
            String where = "line " + (events.size() + 1) + ": ";
            if (end == log.length) {
                throw new EvidenceFormatException(where + "does not end with a newline");
            }
            if (events.size() == MAX_EVENTS) {
                throw new EvidenceFormatException("over " + MAX_EVENTS + " events");
            }
            byte[] line = Arrays.copyOfRange(log, start, end);
            events.add(event(line, where, events.size() + 1, previous));
            previous = Digests.sha256Hex(line);
            start = end + 1;
        }
        if (events.isEmpty()) {
            throw new EvidenceFormatException("holds no event");
        }
        return events;
    }

    private static CustodyEvent event(byte[] line, String where, int sequence, String previous)
            throws EvidenceFormatException {
        ObjectNode node;
        try {
            node = Json.parse(line);
        } catch (EvidenceFormatException e) {
            throw new EvidenceFormatException(where + e.getMessage());
        }
        try {
            if (node.required("seq").intValue() != sequence) {
                throw new EvidenceFormatException(where + "sequence number is not " + sequence);
            }
            if (!node.required("previous").stringValue().equals(previous)) {
                throw new EvidenceFormatException(where + "is not chained to the line before it");
            }
            return EvidenceJson.event(node);
        } catch (RuntimeException e) {
            throw new EvidenceFormatException(where + "lacks a field or has a wrong value");
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

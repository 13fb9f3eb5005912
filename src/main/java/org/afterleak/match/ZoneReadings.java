package org.afterleak.match;

import java.util.Comparator;
import java.util.List;
import org.afterleak.identifier.Kind;
import org.afterleak.identifier.MachineReadableZone;

/**
 * Lines of the machine-readable zones of passports and visas as words: in a line the country is written together with the
 * surname ({@code P<SOMABDI<HASSAN<<MOHAMED<ALI}), and number, nationality and date of birth with each other. What is read
 * becomes a stream of its own with one cell for each part. Linear in the text.
 */
final class ZoneReadings {
    private static final int SHORTEST = 20;

    private ZoneReadings() {}

    /** Appends what zones within a stretch of a passage say: the whole of it, or cells or pieces of it. */
    static void append(byte[] text, int from, int to, int passage, Tokens tokens) {
        for (int at = from; at < to; ) {
            int end = at;
            boolean filler = false;
            while (end < to && isOfZone(text[end])) {
                filler |= text[end] == '<';
                end++;
            }
            if (filler && end - at >= SHORTEST && end - at <= MachineReadableZone.MAX_LINE_CHARS) {
                appendLine(MappedText.of(text, at, end), passage, tokens);
            }
            at = end + 1;
        }
    }

    private static boolean isOfZone(byte b) {
        return b >= '0' && b <= '9' || (b | 0x20) >= 'a' && (b | 0x20) <= 'z' || b == '<';
    }

    private static void appendLine(MappedText line, int passage, Tokens tokens) {
        List<MachineReadableZone.Part> parts = MachineReadableZone.readLine(line.substring(0, line.length())).stream()
                .sorted(Comparator.comparingInt(MachineReadableZone.Part::start))
                .toList();
        if (parts.isEmpty()) {
            return;
        }
        MappedText out = new MappedText(line.length() + parts.size());
        MappedText plain = new MappedText(line.length() + parts.size());
        for (MachineReadableZone.Part part : parts) {
            // Surname and given names are one name, whatever their order.
            String gap = part.kind() == Kind.GIVEN_NAME ? " " : "\t";
            out.put(gap, line, part.start(), part.end());
            plain.put(gap, line, part.start(), part.end());
            if (part.kind() == Kind.DATE_OF_BIRTH) {
                part.values().forEach(date -> out.put(date + '\t', line, part.start(), part.end()));
                continue;
            }
            for (int i = part.start(); i < part.end(); i++) {
                if (line.charAt(i) == '<') {
                    out.put(" ", line, i, i + 1);
                    plain.put(" ", line, i, i + 1);
                } else {
                    out.move(line, i);
                    int skipped = part.kind().isName() ? transliterated(line, i, plain) : 0;
                    for (int more = 1; more < skipped; more++) {
                        out.move(line, ++i);
                    }
                    if (skipped == 0) {
                        plain.move(line, i);
                    }
                }
            }
        }
        Readings.emit(out, 0, out.length(), passage, tokens);
        if (plain.length() != out.length()) {
            Readings.emit(plain, 0, plain.length(), passage, tokens);
        }
    }

    /**
     * Writes a letter that the zone's alphabet spells with an X as it sounds (Doc 9303-3, 6: Ñ may be NXX, Ü may be UXX; the
     * Arabic letters that have none of their own begin with X); how many characters that took, 0 if it is none.
     */
    private static int transliterated(MappedText line, int at, MappedText out) {
        String rest = line.substring(at, Math.min(line.length(), at + 3));
        if (rest.length() == 3 && rest.endsWith("XX") && "NU".indexOf(rest.charAt(0)) >= 0) {
            out.move(line, at);
            return 3;
        }
        if (!rest.startsWith("X")) {
            return 0;
        }
        String sound = switch (rest) {
            case "XAA", "XAE", "XTA", "XAH", "XAY" -> "A";
            case "XTH" -> "TH";
            case "XKH" -> "KH";
            case "XDH" -> "DH";
            case "XSH" -> "SH";
            case "XSS" -> "S";
            case "XDZ" -> "D";
            case "XTT" -> "T";
            case "XZZ" -> "Z";
            case "XRR" -> "R";
            case "XYA" -> "Y";
            default -> "";
        };
        if (!sound.isEmpty()) {
            out.put(sound, line, at, at + 3);
            return 3;
        }
        if (rest.startsWith("XH")) {
            out.put("H", line, at, at + 2);
            return 2;
        }
        return 0;
    }
}

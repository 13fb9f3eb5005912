package org.afterleak.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.afterleak.crypto.CertificateSummary;
import org.afterleak.crypto.CmsVerificationException;
import org.afterleak.crypto.CmsVerifier;
import org.afterleak.crypto.Digests;
import tools.jackson.databind.node.ObjectNode;

/**
 * Verifies packets offline. It says what it looked at and what it saw, and names each file that fails; it throws on no
 * content, however hostile. The bounds: 64 MiB a packet, 32 MiB a file, 200 files. Immutable, thread-safe.
 */
public final class PacketVerifier {
    private final CmsVerifier signatures;

    private PacketVerifier(CmsVerifier signatures) {
        this.signatures = signatures;
    }

    /** A verifier that checks signatures, and reports their certificates as not anchored. */
    public static PacketVerifier create() {
        return new PacketVerifier(CmsVerifier.withoutAnchors());
    }

    /**
     * A verifier that also demands that the signer's certificate is one of these or leads to one of them.
     *
     * @param pems PEM files
     * @throws GeneralSecurityException if one holds no certificate
     */
    public static PacketVerifier trusting(Collection<byte[]> pems) throws GeneralSecurityException {
        return new PacketVerifier(CmsVerifier.trusting(pems));
    }

    /** Whether every check holds. */
    public static boolean isValid(List<Check> checks) {
        return !checks.isEmpty() && checks.stream().allMatch(Check::ok);
    }

    /**
     * Verifies one packet.
     *
     * @return every check that could be made, in order; those behind a zip that cannot be read are left out
     * @throws IOException only if the file itself cannot be read
     */
    public List<Check> verify(Path packet) throws IOException {
        try (InputStream in = Files.newInputStream(packet)) {
            return verify(in.readNBytes(Packet.MAX_BYTES + 1));
        }
    }

    /** Verifies one packet in memory. */
    public List<Check> verify(byte[] zip) {
        List<Check> checks = new ArrayList<>();

        // 1. The zip is whole, within bounds, leads nowhere, and is byte for byte in the one form that packets have.
        Optional<Folder> found = zip(zip, checks);
        if (found.isEmpty()) {
            return checks;
        }
        Folder folder = found.get();

        // 2. to 5. The bag: declaration, payload manifest, tag manifest, size (RFC 8493).
        checks.addAll(Bag.verify(folder.files));

        // 6. The signature over the tag manifest, on which everything before rests.
        Optional<CmsVerifier.Signed> signed = signature(folder.files, checks);

        // 7. The observation says what an observation has to say.
        Optional<ObjectNode> observation = observation(folder.files, checks);

        // 8. The custody log's chain is whole.
        Optional<List<CustodyEvent>> custody = custody(folder.files, checks);

        // 9. All of them speak of one and the same.
        if (observation.isPresent() && custody.isPresent()) {
            consistency(folder, observation.get(), custody.get(), signed, checks);
        }
        return checks;
    }

    /** A bag's files by their path inside its folder. */
    private static final class Folder {
        private final String name;
        private final SortedMap<String, byte[]> files;

        private Folder(String name, SortedMap<String, byte[]> files) {
            this.name = name;
            this.files = files;
        }
    }

    private static Optional<Folder> zip(byte[] zip, List<Check> checks) {
        String check = "zip";
        if (zip.length > Packet.MAX_BYTES) {
            checks.add(new Check(check, false, "the file is over " + Packet.MAX_BYTES + " bytes"));
            return Optional.empty();
        }
        PacketZip.Contents contents;
        try {
            contents = PacketZip.read(zip);
        } catch (PacketZip.MalformedZipException e) {
            checks.add(new Check(check, false, "the file " + e.getMessage()));
            return Optional.empty();
        }
        String first = contents.entries.firstKey();
        String name = first.substring(0, Math.max(0, first.indexOf('/')));
        SortedMap<String, byte[]> files = new TreeMap<>();
        contents.entries.forEach((path, bytes) -> {
            if (path.startsWith(name + "/")) {
                files.put(path.substring(name.length() + 1), bytes);
            }
        });
        if (name.isEmpty() || files.size() != contents.entries.size()) {
            checks.add(new Check(check, false, "the file does not hold one folder and nothing beside it"));
            return Optional.empty();
        }
        if (contents.firstDifference >= 0) {
            checks.add(new Check(
                    check,
                    false,
                    "the file is not byte for byte a packet's zip: it differs from offset "
                            + contents.firstDifference));
        } else {
            checks.add(new Check(check, true, files.size() + " files, " + zip.length + " bytes"));
        }
        return Optional.of(new Folder(name, files));
    }

    private Optional<CmsVerifier.Signed> signature(Map<String, byte[]> files, List<Check> checks) {
        String check = "signature";
        byte[] content = files.get(Packet.TAG_MANIFEST);
        byte[] signature = files.get(Packet.SIGNATURE);
        if (content == null || signature == null) {
            String missing = content == null ? Packet.TAG_MANIFEST : Packet.SIGNATURE;
            checks.add(new Check(check, false, missing + ": is missing"));
            return Optional.empty();
        }
        try {
            CmsVerifier.Signed signed = signatures.verifyDetached(content, signature);
            CertificateSummary certificate = signed.certificate();
            checks.add(new Check(
                    check,
                    true,
                    "by " + Visible.text(certificate.subject(), 200) + " at " + signed.signedAt()
                            + ", certificate sha256:"
                            + certificate.fingerprint()
                            + (signed.anchored() ? ", trusted" : ", not anchored: compare it, or name one to trust")));
            return Optional.of(signed);
        } catch (CmsVerificationException e) {
            String reason = e.reason().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            checks.add(new Check(check, false, Packet.SIGNATURE + ": " + reason + ": " + e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<ObjectNode> observation(Map<String, byte[]> files, List<Check> checks) {
        String check = "observation";
        byte[] bytes = files.get(Packet.OBSERVATION);
        if (bytes == null) {
            checks.add(new Check(check, false, Packet.OBSERVATION + ": is missing"));
            return Optional.empty();
        }
        try {
            ObjectNode observation = Json.parse(bytes);
            List<String> problems = ObservationJson.problems(observation);
            problems.forEach(p -> checks.add(new Check(check, false, Packet.OBSERVATION + ": " + p)));
            if (!problems.isEmpty()) {
                return Optional.empty();
            }
            checks.add(new Check(
                    check, true, "captured " + observation.at("/captured_at").stringValue()));
            return Optional.of(observation);
        } catch (EvidenceFormatException e) {
            checks.add(new Check(check, false, Packet.OBSERVATION + ": " + e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<List<CustodyEvent>> custody(Map<String, byte[]> files, List<Check> checks) {
        String check = "custody";
        byte[] bytes = files.get(Packet.CUSTODY);
        if (bytes == null) {
            checks.add(new Check(check, false, Packet.CUSTODY + ": is missing"));
            return Optional.empty();
        }
        try {
            List<CustodyEvent> events = CustodyLog.read(bytes);
            checks.add(new Check(check, true, events.size() + " events, chained"));
            return Optional.of(events);
        } catch (EvidenceFormatException e) {
            checks.add(new Check(check, false, Packet.CUSTODY + ": " + e.getMessage()));
            return Optional.empty();
        }
    }

    private static void consistency(
            Folder folder,
            ObjectNode observation,
            List<CustodyEvent> custody,
            Optional<CmsVerifier.Signed> signed,
            List<Check> checks) {
        List<String> problems = new ArrayList<>();
        String finding = observation.at("/finding").stringValue();
        if (!folder.name.equals(finding)) {
            problems.add(Packet.OBSERVATION + ": is of another finding than the folder's name says");
        }
        if (!Bag.info(folder.files, "External-Identifier").equals(List.of(finding))) {
            problems.add(Packet.BAG_INFO + ": External-Identifier is another than in " + Packet.OBSERVATION);
        }
        String payload = observation.at("/payload/sha256").stringValue();
        Map<String, String> last = new HashMap<>();
        boolean captured = false;
        for (CustodyEvent event : custody) {
            last.put(event.artefact(), event.sha256());
            captured |= event.action() == CustodyEvent.Action.CAPTURED
                    && event.artefact().equals(CustodyLog.PAYLOAD);
        }
        if (!captured || !payload.equals(last.get(CustodyLog.PAYLOAD))) {
            problems.add(
                    Packet.CUSTODY + ": does not begin with the payload that " + Packet.OBSERVATION + " speaks of");
        }
        for (String path : List.of(Packet.OBSERVATION, Packet.HEADERS, Packet.REDACTED_TEXT, Packet.REDACTED_HTML)) {
            if (!last.containsKey(path)) {
                problems.add(Packet.CUSTODY + ": says nothing of " + path);
            }
        }
        last.forEach((path, digest) -> {
            if (path.startsWith(Packet.DATA)) {
                byte[] bytes = folder.files.get(path);
                if (bytes == null || !Digests.sha256Hex(bytes).equals(digest)) {
                    problems.add(Visible.text(path, 120) + ": is not what " + Packet.CUSTODY + " says was packed");
                }
            }
        });
        signer(folder, last.get(Packet.SIGNER), signed, problems);
        problems.stream().limit(20).forEach(p -> checks.add(new Check("consistency", false, p)));
        if (problems.isEmpty()) {
            checks.add(new Check("consistency", true, "finding, digests and signer agree everywhere"));
        }
    }

    private static void signer(
            Folder folder,
            @org.jspecify.annotations.Nullable String logged,
            Optional<CmsVerifier.Signed> signed,
            List<String> problems) {
        if (signed.isEmpty()) {
            return;
        }
        String fingerprint = signed.get().certificate().fingerprint();
        if (!fingerprint.equals(logged)) {
            problems.add(Packet.CUSTODY + ": names another signer than the signature");
        }
        byte[] pem = folder.files.get(Packet.SIGNER);
        try {
            if (pem == null || !CertificateSummary.ofPem(pem).fingerprint().equals(fingerprint)) {
                problems.add(Packet.SIGNER + ": is missing or another certificate than the signature's");
            }
        } catch (GeneralSecurityException e) {
            problems.add(Packet.SIGNER + ": " + e.getMessage());
        }
    }
}

package org.afterleak.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.afterleak.config.Settings;
import org.afterleak.crypto.SecretBytes;
import org.afterleak.crypto.SigningIdentity;
import org.afterleak.evidence.SigningIdentityFiles;
import org.afterleak.pipeline.Packets;
import org.afterleak.pipeline.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code packet}: a finding made fit for a third party. */
@Command(
        name = "packet",
        mixinStandardHelpOptions = true,
        description = {
            "Writes DIR/FINDING.zip: the evidence of a finding as a signed bag (BagIt 1.0), with a report, the page with"
                    + " everything masked, and a drafted takedown request.",
            "Nothing in it is anybody's name or number; each file is held against the watchlist before it is signed."
        })
final class PacketCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "FINDING", description = "The finding's name; afterleak findings lists them.")
    private String finding;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to write it.")
    private Path out;

    @Option(
            names = "--sign-with",
            paramLabel = "PKCS12",
            description = "Sign with the key of this file. Default: the workspace's own identity.")
    private @Nullable Path signWith;

    @Option(
            names = "--sign-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password of the PKCS#12 file.")
    private @Nullable Path signPasswordFile;

    @Override
    public Integer call() throws Exception {
        Output output = main.output();
        Settings settings = main.workspace().settings();
        try (Session session = Session.open(main.workspace(), main.secrets())) {
            Packets packets = new Packets(session, settings, main.clock(), Main.toolName());
            Packets.Written written = packets.write(finding, out, identity(settings));
            output.json(node -> {
                node.put("finding", finding);
                node.put("packet", written.packet().toString());
            });
            output.line(written.packet().toString());
            if (!written.placeholders().isEmpty()) {
                output.note("the drafted takedown request still wants: " + String.join(", ", written.placeholders())
                        + "; set sender: in watchlist/settings.yaml, or fill it in by hand");
            }
        }
        return ExitStatus.OK;
    }

    private Optional<SigningIdentity> identity(Settings settings) throws Exception {
        Path file = signWith;
        Path passwordFile = signPasswordFile;
        if (file == null && settings.signingIdentity().isPresent()) {
            file = settings.signingIdentity().get().pkcs12();
            passwordFile = settings.signingIdentity().get().passwordFile().orElse(null);
        }
        if (file == null) {
            return Optional.empty();
        }
        if (passwordFile == null) {
            throw new CommandFailure(
                    ExitStatus.NOT_ALLOWED, "the PKCS#12 file needs its password; give --sign-password-file FILE");
        }
        try (SecretBytes password = CommandSecrets.fromFile(passwordFile)) {
            return Optional.of(SigningIdentityFiles.openPkcs12(file, password));
        } catch (java.security.GeneralSecurityException e) {
            throw new CommandFailure(
                    ExitStatus.NOT_ALLOWED, file + ": does not open as PKCS#12 with that password; check both");
        }
    }
}

package org.afterleak.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.afterleak.evidence.Check;
import org.afterleak.evidence.PacketVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code verify}: is this packet whole and genuine? */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks every part of a packet, offline and without a key, and names what fails.",
            "Exit status 0 when all holds, 1 when something does not."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int MAX_CERTIFICATE_BYTES = 1 << 20;

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "PACKET", description = "The packet, a zip file.")
    private Path packet;

    @Option(
            names = "--trust",
            paramLabel = "CA.pem",
            arity = "1..*",
            description =
                    "Certificates that the signer's must be one of, or lead to. Without them any signer passes, and"
                            + " is named.")
    private List<Path> trust = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Output output = main.output();
        PacketVerifier verifier;
        if (trust.isEmpty()) {
            verifier = PacketVerifier.create();
        } else {
            List<byte[]> pems = new ArrayList<>();
            for (Path file : trust) {
                if (Files.size(file) > MAX_CERTIFICATE_BYTES) {
                    throw new CommandFailure(ExitStatus.BAD_INPUT, file + ": too large for a certificate");
                }
                pems.add(Files.readAllBytes(file));
            }
            try {
                verifier = PacketVerifier.trusting(pems);
            } catch (java.security.GeneralSecurityException e) {
                throw new CommandFailure(ExitStatus.BAD_INPUT, "--trust: a file holds no certificate in PEM");
            }
        }
        List<Check> checks = verifier.verify(packet);
        for (Check check : checks) {
            output.json(node -> {
                node.put("check", check.name());
                node.put("ok", check.ok());
                node.put("detail", check.detail());
            });
            output.line((check.ok() ? "ok    " : "FAILS ") + check.name() + ": " + check.detail());
        }
        boolean valid = PacketVerifier.isValid(checks);
        output.json(node -> node.put("summary", true).put("valid", valid));
        output.line(valid ? "valid" : "NOT VALID");
        return valid ? ExitStatus.OK : ExitStatus.FOUND;
    }
}

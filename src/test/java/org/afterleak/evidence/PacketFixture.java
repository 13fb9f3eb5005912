package org.afterleak.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Makes {@code src/test/resources/org/afterleak/evidence/packet-v1.zip}, once: a packet that every later build has to
 * find valid. Run it again only for a new version of the format, under a new name.
 */
final class PacketFixture {
    private PacketFixture() {}

    public static void main(String[] arguments) throws Exception {
        Path scratch = Files.createDirectories(Path.of("target/packet-fixture"));
        Path packet = Samples.packet(scratch);
        Files.move(packet, Path.of(arguments[0]), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(scratch);
    }
}

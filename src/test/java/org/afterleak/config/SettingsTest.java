package org.afterleak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    Path dir;

    private Settings read(String yaml) throws Exception {
        return Settings.read(Files.writeString(dir.resolve("settings.yaml"), yaml));
    }

    @Test
    void withoutFile_defaultsHold() throws Exception {
        Settings settings = Settings.read(dir.resolve("settings.yaml"));
        assertThat(settings.sender().name()).isEmpty();
        assertThat(settings.smtp()).isEmpty();
        assertThat(settings.rdapBootstrap()).isEmpty();
        assertThat(settings.timeStampAuthorities()).isEmpty();
        assertThat(settings.keyFile()).isEmpty();
        assertThat(settings.program("openssl")).isEmpty();
        assertThat(settings.limits()).isEqualTo(new Settings.Limits(32 << 20, Duration.ofMinutes(1), 512 << 20));
        assertThat(settings.quarantine()).isEqualTo(new Settings.Quarantine(5, Duration.ofHours(24)));
    }

    @Test
    void everyKey_isRead() throws Exception {
        Settings settings = read("""
                sender: { name: Alex Example, organisation: Office, email: desk@example.org, phone: "+1 202 555 0100",
                          address: "1 Example Street", authority: DPO, jurisdiction: US, reference: R-1 }
                smtp: { server: "smtps://mail.example.org:465", user: desk, password_file: smtp.password, from: a@example.org }
                rdap_bootstrap: http://127.0.0.1:8080/
                time_stamp_authorities: ["https://tsa.example.org/tsr", "http://tsa.example.net/"]
                key_file: /media/token/key
                signing_identity: { pkcs12: office.p12, password_file: office.password }
                seal_to: [court.pem]
                programs: { openssl: /usr/bin/openssl }
                limits: { fetch_bytes: 1MiB, fetch_time: 5s, file_bytes: 64KiB }
                quarantine: { hosts: 7, window: 6h }
                facility_aliases: { Tent Site: Alder Creek Detention Center }
                id_formats: [{ name: case number, shape: "'CN'9{8}", check: luhn }]
                """);
        assertThat(settings.quarantine()).isEqualTo(new Settings.Quarantine(7, Duration.ofHours(6)));
        assertThat(settings.facilityAliases()).containsEntry("Tent Site", "Alder Creek Detention Center");
        assertThat(settings.idFormats().get(0).shape()).isEqualTo("'CN'9{8}");
        assertThat(settings.idFormats().get(0).issuer()).isEmpty();
        assertThat(settings.sender().organisation()).contains("Office");
        assertThat(settings.sender().jurisdiction()).contains("US");
        Settings.Smtp smtp = settings.smtp().orElseThrow();
        assertThat(smtp.server()).isEqualTo(URI.create("smtps://mail.example.org:465"));
        assertThat(smtp.passwordFile()).contains(dir.resolve("smtp.password"));
        assertThat(settings.rdapBootstrap()).contains(URI.create("http://127.0.0.1:8080/"));
        assertThat(settings.timeStampAuthorities()).hasSize(2);
        assertThat(settings.keyFile()).contains(Path.of("/media/token/key"));
        assertThat(settings.signingIdentity().orElseThrow().pkcs12()).isEqualTo(dir.resolve("office.p12"));
        assertThat(settings.sealTo()).containsExactly(dir.resolve("court.pem"));
        assertThat(settings.program("openssl")).contains(Path.of("/usr/bin/openssl"));
        assertThat(settings.limits()).isEqualTo(new Settings.Limits(1 << 20, Duration.ofSeconds(5), 64 << 10));
    }

    @Test
    void smtp_mayBeWrittenShort() throws Exception {
        assertThat(read("smtp: smtp://127.0.0.1:2525\n")
                        .smtp()
                        .orElseThrow()
                        .server()
                        .getPort())
                .isEqualTo(2525);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "'a: 1\n' ~ settings.yaml line 1: unknown key \"a\"; known here: sender, smtp, rdap_bootstrap, "
                        + "time_stamp_authorities, key_file, signing_identity, seal_to, programs, limits, quarantine, facility_aliases, id_formats",
                "'# x\n\nrdap-bootstrap: http://x.example/\n' ~ "
                        + "settings.yaml line 3: unknown key \"rdap-bootstrap\"; did you mean \"rdap_bootstrap\"?",
                "'sender:\n  emial: x@example.org\n' ~ "
                        + "settings.yaml line 2: unknown key \"emial\"; did you mean \"email\"?",
                "'sender:\n  email: \"Zoe <z@example.org>\"\n' ~ "
                        + "settings.yaml line 2: \"email\" must be an e-mail address alone, as in desk@example.org",
                "'sender:\n  name: \"Zoe\\nBcc: z@example.org\"\n' ~ "
                        + "settings.yaml line 2: \"name\" must stand on one line",
                "'smtp: http://mail.example.org\n' ~ "
                        + "settings.yaml line 1: \"smtp\" must be a URL that starts with smtp:// or smtps://",
                "'smtp:\n  server: smtp://u:secret@mail.example.org\n' ~ settings.yaml line 2: \"server\" must not hold "
                        + "a user or a password; use \"user\" and \"password_file\"",
                "'programs: { netcat: /bin/nc }\n' ~ "
                        + "settings.yaml line 1: unknown key \"netcat\"; known here: chromium, openssl, tesseract",
                "'limits: { fetch_bytes: 1 }\n' ~ "
                        + "settings.yaml line 1: \"fetch_bytes\" must be from 1024 to 1073741824 bytes"
            })
    void mistake_isNamedWithItsLine(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    @Test
    void samples_areReadWithoutComplaint() throws Exception {
        Settings settings = Settings.read(Path.of("watchlist/settings.sample.yaml"));
        assertThat(settings.sender().email()).contains("desk@example.org");
        assertThat(settings.limits()).isEqualTo(Settings.defaults().limits());
        assertThat(StrictYaml.read(Path.of("watchlist/sources.sample.yaml")).maps("sources"))
                .hasSize(5);
    }
}

package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.afterleak.crawl.Crawler.Mode;
import org.junit.jupiter.api.Test;

class FolderVisitTest extends CrawlFixture {
    @Test
    void files_areVisitedWhenNewOrChanged() throws Exception {
        Path pastes = Files.createDirectories(folder.resolve("pastes/deep"));
        Files.writeString(pastes.resolve("a.txt"), "one");
        Files.writeString(pastes.getParent().resolve("b.txt"), "two");
        Path outside = Files.writeString(folder.resolve("outside.txt"), "not here");
        Files.createSymbolicLink(pastes.resolve("link.txt"), outside);
        String source = "{name: archive, type: files, path: pastes, every: 1s}";
        assertThat(once(source).visitedCount()).isEqualTo(2);
        nextVisit();
        Files.writeString(pastes.resolve("a.txt"), "one more");
        Files.writeString(pastes.resolve("c.txt"), "three");
        SourceResult second = once(source).sources().get(0);
        assertThat(second.visitedCount()).isEqualTo(2);
        assertThat(second.unchangedCount()).isEqualTo(1);
        assertThat(visitor.visited).noneMatch(path -> path.contains("link") || path.contains("outside"));
        String missing = "{name: nowhere, type: files, path: no-such-folder}";
        assertThat(once(missing).alarms()).extracting(SourceResult::name).containsExactly("nowhere");
    }

    @Test
    void fileBeyondTheBound_isReadUpToThere() throws Exception {
        Path pastes = Files.createDirectories(folder.resolve("pastes"));
        Files.write(pastes.resolve("big"), new byte[5_000]);
        String yaml = "user_agent: W\nmax_bytes: 4000\nsources: [{name: a, type: files, path: pastes}]\n";
        SourcesFile file = SourcesFile.parse("s", yaml.getBytes(StandardCharsets.UTF_8), folder);
        try (SqliteFrontier frontier = frontier()) {
            SourceResult result = Crawler.of(file, frontier, guard, clock)
                    .run(visitor, Mode.ONCE, Optional.empty())
                    .sources()
                    .get(0);
            assertThat(result.bytes()).isEqualTo(4_000);
            assertThat(result.truncatedCount()).isEqualTo(1);
        }
    }
}

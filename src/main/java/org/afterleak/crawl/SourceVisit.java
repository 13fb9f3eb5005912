package org.afterleak.crawl;

import java.io.IOException;

/** How one kind of source is visited. */
interface SourceVisit {
    /**
     * Visits it.
     *
     * @param isNew false where this goes on with a visit that was cut off
     * @throws FetchException when the source itself cannot be had
     * @throws IOException when nothing can be kept any more
     */
    void visit(Visit visit, boolean isNew) throws IOException;

    static SourceVisit of(Source source) {
        return switch (source) {
            case Source.Listing listing -> new ListingVisit(listing);
            case Source.Site site -> new SiteVisit(site);
            case Source.Search search -> new SearchVisit(search);
            case Source.Folder folder -> new FolderVisit(folder);
            case Source.Warc warc -> new WarcVisit(warc);
        };
    }
}

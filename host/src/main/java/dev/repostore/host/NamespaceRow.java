package dev.repostore.host;

import java.time.Instant;

/** A namespace as the metadata store keeps it. */
record NamespaceRow(
    String name, String jurisdiction, long repoCount, Instant createdAt, Instant updatedAt) {}

package dev.repostore.host;

import dev.repostore.RepoStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A repo as the metadata store keeps it; {@code id} is 16 characters of {@code [0-9a-z]} and names
 * its folder.
 */
record RepoRow(
    String id,
    String namespace,
    String name,
    @Nullable String description,
    String defaultBranch,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastPushAt,
    @Nullable String source,
    boolean readOnly,
    RepoStatus status) {}

package dev.repostore.host;

import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A ref with its full name; {@code peeled} is what its annotated tag stands for, null if it names
 * no tag.
 */
record KnownRef(String name, ObjectId id, @Nullable ObjectId peeled) {}

package dev.repostore.host;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list: {@code cursor} leads on and is null at the end, {@code total} counts the whole
 * list.
 */
record Rows<T>(List<T> items, @Nullable String cursor, long total) {}

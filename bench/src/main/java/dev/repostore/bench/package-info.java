/** Benchmarks, side by side with peers. */
@NullMarked
package dev.repostore.bench;

import org.jspecify.annotations.NullMarked;

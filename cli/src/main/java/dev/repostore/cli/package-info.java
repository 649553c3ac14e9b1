/** The {@code repostore} command, the only place that knows every module. */
@NullMarked
package dev.repostore.cli;

import org.jspecify.annotations.NullMarked;

/** What the author of a driver implements, and what it is opened with. */
@NullMarked
package dev.repostore.spi;

import org.jspecify.annotations.NullMarked;

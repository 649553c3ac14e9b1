/** Every snippet of the documentation, compiled and run. */
@NullMarked
package dev.repostore.examples;

import org.jspecify.annotations.NullMarked;

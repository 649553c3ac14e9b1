/** Git with a store's tokens: clone, commit and push, and reads and commits that need no clone. */
@NullMarked
package dev.repostore.git;

import org.jspecify.annotations.NullMarked;

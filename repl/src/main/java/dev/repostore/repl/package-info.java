/** Words for JShell, and the script runner that stops at the first failure. */
@NullMarked
package dev.repostore.repl;

import org.jspecify.annotations.NullMarked;

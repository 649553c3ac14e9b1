/** The store as tools for agents, over the Model Context Protocol. */
@NullMarked
package dev.repostore.mcp;

import org.jspecify.annotations.NullMarked;

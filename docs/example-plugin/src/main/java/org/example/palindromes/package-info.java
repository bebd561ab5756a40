/** The plugin that docs/plugins.md explains. */
@NullMarked
package org.example.palindromes;

import org.jspecify.annotations.NullMarked;

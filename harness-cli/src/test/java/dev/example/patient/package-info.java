/** A plugin of somebody else's: a model that takes its time, and what to ask it. */
@NullMarked
package dev.example.patient;

import org.jspecify.annotations.NullMarked;

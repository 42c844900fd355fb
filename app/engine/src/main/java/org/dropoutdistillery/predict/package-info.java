/**
 * Ways of predicting: one standard pass, the Monte-Carlo average over masks, the exact average over
 * all of them, an approximation by moments, the student. Uses {@code nn} and what lies below it.
 */
package org.dropoutdistillery.predict;

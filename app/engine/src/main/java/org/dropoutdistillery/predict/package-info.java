/**
 * Ways of predicting: one standard pass, the Monte-Carlo average over masks, the student. Uses
 * {@code nn} and what lies below it.
 */
package org.dropoutdistillery.predict;

/**
 * Distilling a teacher's average into a student: what the student is shown, and what it is taught.
 * Uses {@code nn}, {@code predict}, {@code data} and what lies below them.
 */
package org.dropoutdistillery.distil;

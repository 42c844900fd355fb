/** Page Averaging: what more passes of Monte-Carlo are worth, and how many the student is worth. */
package org.dropoutdistillery.desktop.averaging;

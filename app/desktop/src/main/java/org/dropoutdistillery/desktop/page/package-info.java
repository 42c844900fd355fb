/** What the pages of the window have in common. */
package org.dropoutdistillery.desktop.page;

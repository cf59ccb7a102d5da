/** Prints the slip once it is drawn, and closes the window that reception opened for it. */
addEventListener('afterprint', () => window.close())
requestAnimationFrame(() => window.print())

/**
 * Whether an error says that a file of the program is not there: Chromium, Firefox and WebKit each in its own words. A tab
 * that was opened before a new version was put on the host asks for files that are gone.
 */
export const isNotLoaded = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|importing a module script failed/i.test(error.message);

/** The same of a worker's own script, of which its error event says nothing. */
export const isUnloaded = (event: Event): boolean => !('message' in event && event.message);

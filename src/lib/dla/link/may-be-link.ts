// What is known of a link before what reads it is loaded.

/** Characters of a fragment at most. */
export const MOST_CHARACTERS = 65_536;

/** Whether an address has behind its # what may be a link. */
export const mayBeLink = (address: string): boolean => /#\d+\./.test(address);

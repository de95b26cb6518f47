/** What no XML 1.0 file may hold, nor any that is UTF-8: control characters, U+FFFE, U+FFFF and halves of characters. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/**
 * Signs that are not seen and change how what stands around them reads: directions of writing, and breaks that are none of a
 * file's. A text with them can read as another one.
 */
const DECEIVING = /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/** Both of them, one by one. */
const EITHER = new RegExp(`${UNWRITABLE.source}|${DECEIVING.source}`, 'gu');

/** Text that people wrote, for files of text and for the screen: what cannot be there becomes U+FFFD, the sign for it. */
export const writable = (text: string): string => text.replaceAll(EITHER, '\ufffd');

/** The same signs as escapes of JSON, which Python and JavaScript read as well. */
export const escapedSigns = (text: string): string =>
  text.replaceAll(EITHER, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Text in which no character is half: what UTF-8 can hold, control characters too. */
export const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\ufffd');

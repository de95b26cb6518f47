/** What no XML 1.0 file may hold, nor any that is UTF-8: control characters, U+FFFE, U+FFFF and halves of characters. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text that people wrote, for files of text: what these cannot hold becomes U+FFFD, the sign for it. */
export const writable = (text: string): string => text.replaceAll(UNWRITABLE, '\ufffd');

/** Text in which no character is half: what UTF-8 can hold, control characters too. */
export const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\ufffd');

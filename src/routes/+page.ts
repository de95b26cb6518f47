// Its words are in the file itself, so that they are read before any script has come.
export const ssr = true;

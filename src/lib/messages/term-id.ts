import type glossary from '../../content/glossary.json';

/** A word of the glossary: a label that names one that is not there does not compile. */
export type TermId = keyof typeof glossary;

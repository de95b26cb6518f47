import { writable } from '#lib/text.ts';

const signs = new Map([
  ['\\', '\\textbackslash{}'],
  ['{', '\\{'],
  ['}', '\\}'],
  ['#', '\\#'],
  ['$', '\\$'],
  ['%', '\\%'],
  ['&', '\\&'],
  ['_', '\\_'],
  ['~', '\\textasciitilde{}'],
  ['^', '\\textasciicircum{}'],
  ['<', '\\ensuremath{<}'],
  ['>', '\\ensuremath{>}'],
  ['|', '\\ensuremath{|}'],
  ['"', "''"],
  ['-', '-{}'],
  ['×', '\\ensuremath{\\times}'],
  ['÷', '\\ensuremath{\\div}'],
  ['·', '\\ensuremath{\\cdot}'],
  ['−', '\\ensuremath{-}'],
  ['→', '\\ensuremath{\\to}'],
  ['⊕', '\\ensuremath{\\oplus}'],
  ['–', '--'],
  ['—', '---'],
  ['’', "'"],
  ['…', '\\dots{}'],
]);

/** Letters with accents that pdflatex sets in every font. */
const ACCENTED = /[À-ÖØ-öø-ÿ]/;
const NOT_EVERYWHERE = /[ÐÞðþ]/;

const letter = (sign: string): string =>
  signs.get(sign) ??
  (/[\u{20}-\u{7E}]/u.test(sign) || (ACCENTED.test(sign) && !NOT_EVERYWHERE.test(sign))
    ? sign
    : `[U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`);

/**
 * Text that a person wrote, as LaTeX that sets it: nothing in it is a command. What pdflatex has no letter for stands by its
 * number, so that the file can be compiled whatever it says.
 */
export const latexText = (text: string): string => Array.from(writable(text).replaceAll(/\s+/g, ' '), letter).join('');

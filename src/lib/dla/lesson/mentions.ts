import type { Term } from './glossary.ts';

/** A word of the glossary in a text, and where. */
export interface Mention {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

export type Mentions = (text: string) => readonly Mention[];

/** One and many of an English noun; what is no word of either stands in no text. */
function oneAndMany(noun: string): readonly string[] {
  const many = /(?:s|x|ch|sh)$/.test(noun) ? 'es' : 's';
  const singular = /[^s]s$/.test(noun) ? [noun.slice(0, -1), noun.replace(/es$/, '')] : [];
  return [noun, /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : noun + many, ...singular];
}

/** What texts call a word: where the glossary does not say so, the term itself, alone or among many, and its other name in brackets. */
function formsOf({ term, forms }: Term, language: 'en' | 'zh'): readonly string[] {
  const said = term[language];
  if (forms?.[language] || said === undefined) return forms?.[language] ?? [];
  if (language === 'zh') return said.split(/[（）]/).filter((name) => name !== '');
  const [noun = '', behind = ''] = said.split(/(?= of )/);
  return oneAndMany(noun).map((each) => each + behind);
}

const isOneSign = (form: string): boolean => /^\p{Script=Han}$/u.test(form);

/** Where Chinese words begin and end, so that a word of one sign is not found inside of another; nowhere where a browser does not know. */
function wordsFrom(text: string): ReadonlyMap<number, number> {
  if (!('Segmenter' in Intl)) return new Map();
  const segments = new Intl.Segmenter('zh', { granularity: 'word' }).segment(text);
  return new Map([...segments].map(({ index, segment }) => [index, index + segment.length]));
}

/** Finds the words of a glossary in texts of a language: the longest where several begin. */
export function mentionsIn(terms: ReadonlyMap<string, Term>, language: 'en' | 'zh'): Mentions {
  const forms = [...terms].flatMap(([id, term]) => formsOf(term, language).map((form) => ({ id, form })));
  const byForm = new Map(forms.map((each) => [each.form.toLowerCase(), each]));
  const any = [...byForm.keys()]
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'))
    .join('|');
  // Latin letters before or behind make another word of it, of a Chinese one they do not.
  const found = new RegExp(language === 'en' ? `(?<![\\p{L}\\p{N}_-])(?:${any})(?![\\p{L}\\p{N}_-])` : any, 'giu');
  return (text) => {
    const words = language === 'zh' ? wordsFrom(text) : undefined;
    return [...text.matchAll(found)].flatMap(({ 0: said, index: from }) => {
      const { id, form } = byForm.get(said.toLowerCase())!;
      const to = from + said.length;
      // What has capitals is a name.
      if (form !== form.toLowerCase() && said !== form) return [];
      return isOneSign(form) && words?.get(from) !== to ? [] : [{ id, from, to }];
    });
  };
}

/** The languages that everything is said in, each by its own name and by its tag of BCP 47. */
export const languages = {
  en: { name: 'English', tag: 'en' },
  zh: { name: '简体中文', tag: 'zh-Hans' },
} as const;

export type Language = keyof typeof languages;

export const languageIds = Object.keys(languages) as readonly Language[];

/** The first of these that is spoken here: `zh-CN` and `zh_CN.UTF-8` are Chinese. English where none is. */
export function languageOf(tags: readonly string[]): Language {
  for (const tag of tags) {
    const primary = /^[a-z]+/i.exec(tag)?.[0].toLowerCase();
    const found = languageIds.find((id) => id === primary);
    if (found) return found;
  }
  return 'en';
}

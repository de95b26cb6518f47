import { afterEach, describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { languageOf } from './language.ts';
import { live } from './live.ts';
import { speak, spokenLanguage, whenAsked, words } from './messages.ts';
import { enter, whenCome, wordsComing } from './tables.ts';
import { zh } from './zh.ts';

afterEach(() => speak('en'));

describe('[messages] the language that is spoken', () => {
  it.each([
    [['zh-CN', 'en'], 'zh'],
    [['zh_CN.UTF-8'], 'zh'],
    [['de-DE', 'zh-Hans-SG', 'en-GB'], 'zh'],
    [['en-GB', 'zh'], 'en'],
    [['ZH'], 'zh'],
    [['C', 'POSIX', ''], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
    [['__proto__', 'zha'], 'en'],
  ])('of %j it is %s', (tags, language) => expect(languageOf(tags)).toBe(language));

  it('is another from one word to the next, also in tables and functions that were kept', async () => {
    const { shared, locale } = words;
    expect([locale, shared.close, spokenLanguage()]).toEqual([en.locale, en.shared.close, 'en']);
    await speak('zh');
    expect([words.locale, spokenLanguage()]).toEqual(['zh-CN', 'zh']);
    await speak('en');
    expect([words.locale, shared.close]).toEqual([en.locale, en.shared.close]);
  });

  it('stays where another is wanted by the time that its words are there', async () => {
    await speak('zh', () => false);
    expect(spokenLanguage()).toBe('en');
  });

  it('is English for a part that comes later than the others, until its words are there', async () => {
    await speak('zh');
    let heard = 0;
    whenCome(() => (heard += 1));
    let give: (part: Pick<typeof zh, 'shared'>) => void = () => undefined;
    enter({ shared: en.shared }, { zh: () => new Promise((resolve) => (give = resolve)) });
    expect([words.shared.close, words.locale]).toEqual([en.shared.close, zh.locale]);
    const coming = wordsComing();
    give(zh);
    await coming;
    expect([words.shared.close, heard, wordsComing()]).toEqual([zh.shared.close, 1, undefined]);
    let there = false;
    enter({ shared: en.shared }, { zh: () => (there ? Promise.resolve(zh) : Promise.reject(new Error('gone'))) });
    await wordsComing();
    expect(words.shared.close).toBe(en.shared.close);
    there = true;
    whenCome(() => undefined);
  });

  it('is heard of by who wants to know that words were read', () => {
    let read = 0;
    whenAsked(() => (read += 1));
    void words.shared.close;
    whenAsked(() => undefined);
    expect(read).toBeGreaterThan(0);
  });
});

describe('[messages] a live table', () => {
  const first = { name: 'one', deep: { say: (count: number) => `${count} of one`, list: ['a'] } };
  const second = { name: 'two', deep: { say: (count: number) => `${count} of two`, list: ['b', 'c'] } };

  it('says what the table of the moment says, by every way of reading', () => {
    let now = first;
    const table = live(() => now, first);
    const { deep } = table;
    const { say } = deep;
    now = second;
    expect([table.name, deep.list, say(3), deep.say(4)]).toEqual(['two', ['b', 'c'], '3 of two', '4 of two']);
    expect(Object.entries(table).map(([key]) => key)).toEqual(['name', 'deep']);
    expect({ ...deep }.list).toEqual(['b', 'c']);
    expect(Object.hasOwn(deep, 'list')).toBe(true);
    expect(table.deep).toBe(deep);
    expect(deep.say).toBe(say);
  });
});

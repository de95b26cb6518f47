import type { Json } from '#lib/issue.ts';
import { inQuotes as inStraightQuotes, sayingValues } from '../values.ts';
import { locale } from './locale.ts';

export const { grouped, shown, plain, quoted, sized } = sayingValues(locale, {
  nothing: '空',
  array: '数组',
  object: '对象',
});

/** Names one after the other, the first few of many. */
export function listed(value: Json | undefined, last = '和'): string {
  const names = (Array.isArray(value) ? value : [value ?? '']).map(plain);
  if (names.length > 8) return `${names.slice(0, 8).join('、')} …（共 ${grouped(names.length)} 个）`;
  return names.length < 2 ? names.join('') : `${before(names.slice(0, -1).join('、'))}${last}${behind(names.at(-1)!)}`;
}

/** `3 个块`: a number before its measure word. Chinese has no plural. */
export const counted = (count: Json | undefined, what: string): string => `${shown(count)} ${what}`;

/** A name behind, before or between Chinese words: one of Latin letters or digits stands apart. */
export const behind = (name: string): string => (/^$|^[\p{Script=Han}“（]/u.test(name) ? name : ` ${name}`);
export const before = (name: string): string => (/^$|[\p{Script=Han}”）]$/u.test(name) ? name : `${name} `);
export const among = (name: string): string => before(behind(name));

/** A text of somebody else's in quotes of Chinese, cut and with its signs escaped. */
export const inQuotes = (text: string): string => `“${inStraightQuotes(text).slice(1, -1)}”`;

/** A name in quotes of running text. */
export const titled = (name: string): string => `“${name}”`;

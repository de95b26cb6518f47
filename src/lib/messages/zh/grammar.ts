import type { Json } from '#lib/issue.ts';
import { inQuotes } from '../values.ts';
import { locale } from './locale.ts';

/** A number with its thousands apart. */
export const grouped = (value: number): string => value.toLocaleString(locale, { maximumFractionDigits: 20 });

/** A value that was found in a file: text in quotes, shortened; of an array or an object that it is one. */
export function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return '空';
  if (typeof value === 'string') return inQuotes(value);
  if (typeof value === 'number') return grouped(value);
  if (typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? '数组' : '对象';
}

/** A value as it is: for words of our own and of the system. */
export const plain = (value: Json | undefined): string => (typeof value === 'string' ? value : shown(value));

/** Whatever it is, in quotes. */
export const quoted = (value: Json | undefined): string => inQuotes(plain(value));

const MOST_AXES = 12;

/** A shape: `64 × 8 × 8`. */
export function sized(value: Json | undefined): string {
  if (!Array.isArray(value)) return shown(value);
  const axes = value.slice(0, MOST_AXES).map(plain).join(' × ');
  return value.length > MOST_AXES ? `${axes} …` : axes;
}

/** Names one after the other, the first few of many. */
export function listed(value: Json | undefined, last = '和'): string {
  const names = (Array.isArray(value) ? value : [value ?? '']).map(plain);
  if (names.length > 8) return `${names.slice(0, 8).join('、')} …（共 ${grouped(names.length)} 个）`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join('、')} ${last} ${names.at(-1)!}`;
}

/** `3 个块`: a number before its measure word. Chinese has no plural. */
export const counted = (count: Json | undefined, what: string): string => `${shown(count)} ${what}`;

/** A name behind Chinese words: one of Latin letters stands apart. */
export const behind = (name: string): string => (/^[\w(]/.test(name) ? ` ${name}` : name);

/** A name in quotes of running text. */
export const titled = (name: string): string => `“${name}”`;

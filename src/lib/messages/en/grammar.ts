import type { Json } from '#lib/issue.ts';
import { sayingValues } from '../values.ts';
import { locale } from './locale.ts';

export const { grouped, shown, plain, quoted, sized } = sayingValues(locale, {
  nothing: 'nothing',
  array: 'an array',
  object: 'an object',
});

/** Names one after the other, the first few of many. */
export function listed(value: Json | undefined, last = 'and'): string {
  const names = (Array.isArray(value) ? value : [value ?? '']).map(plain);
  if (names.length > 8) return `${names.slice(0, 8).join(', ')} … (${grouped(names.length)} in all)`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)!}`;
}

/** `1 block`, `2 blocks`. */
export const plural = (count: Json | undefined, one: string, many = `${one}s`): string =>
  `${shown(count)} ${count === 1 ? one : many}`;

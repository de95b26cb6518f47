import type { Path } from '#lib/graph/document/json.ts';

/** The part of a lesson that is being written: what it is, its networks, or a step by its index. */
export type Place = 'about' | 'networks' | number;

/** In which part something stands. */
export const placeOf = ([list, index]: Path): Place =>
  list === 'steps' && typeof index === 'number' ? index : list === 'networks' ? 'networks' : 'about';

import { describe, expect, it } from 'vitest';
import { merged } from './merged.ts';

describe('[ui] attributes that several have a say in', () => {
  it('are those of the last that says something, and all who listen are told in their order', () => {
    const told: string[] = [];
    const mark = Symbol('mark');
    const first = {
      id: 'a',
      'aria-label': 'one',
      onclick: () => told.push('first'),
      onfocus: () => told.push('focus'),
    };
    const second = { id: 'b', 'aria-label': undefined, onclick: () => told.push('second'), [mark]: 1 };
    const { onclick, onfocus, ...rest } = merged(first, second);
    (onclick as (event: Event) => void)(new Event('click'));
    (onfocus as (event: Event) => void)(new Event('focus'));
    expect(told).toEqual(['first', 'second', 'focus']);
    expect(rest).toEqual({ id: 'b', 'aria-label': 'one', [mark]: 1 });
  });
});

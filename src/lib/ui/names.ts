import type * as icons from './icons.ts';

export type IconName = keyof typeof icons;

/** plain: words in a bar; line: with a border; primary: the one main action; icon: a square without words; tile: a picture that can be pressed. */
export type ButtonVariant = 'plain' | 'line' | 'primary' | 'icon' | 'tile';

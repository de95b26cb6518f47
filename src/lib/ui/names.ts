import type * as icons from './icons.ts';

/** Lucide's, and one of our own. */
export type IconName = keyof typeof icons | 'theme';

/** plain: words in a bar; line: with a border; primary: the one main action; icon: a square without words; tile: a picture that can be pressed. */
export type ButtonVariant = 'plain' | 'line' | 'primary' | 'icon' | 'tile';

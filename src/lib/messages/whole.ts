import { en } from './en.ts';
import { enter } from './tables.ts';

/** English comes with the program; another language when it is first spoken. */
export const enterAll = (): void => enter(en, { zh: async () => (await import('./zh.ts')).zh });

import { en, type Messages } from './en.ts';
import { locale } from './zh/locale.ts';

/** 简体中文. */
export const zh: Messages = { ...en, locale };

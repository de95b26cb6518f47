import { spokenLanguage } from '#lib/messages/messages.ts';

/** What a lesson says, by language. */
interface Said {
  readonly en?: string | undefined;
  readonly zh?: string | undefined;
}

/** A text of a lesson in the language of the page, else in one that it has. */
export const spoken = ({ en, zh }: Said): string => (spokenLanguage() === 'zh' ? (zh ?? en) : (en ?? zh)) ?? '';

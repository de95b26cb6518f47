import { spokenLanguage } from '#lib/messages/messages.ts';

/** What content says, by language: at least one of them. */
interface Said {
  readonly en?: string | undefined;
  readonly zh?: string | undefined;
}

/** A text of lessons and of the glossary in the language of the page, else in one that it has. */
export const spoken = ({ en, zh }: Said): string => (spokenLanguage() === 'zh' ? (zh ?? en) : (en ?? zh)) ?? '';

import { languageIds, languageOf, type Language } from '#lib/messages/language.ts';
import { words } from '#lib/messages/messages.ts';

interface Read {
  /** The arguments without the option. */
  readonly args: readonly string[];
  readonly language: Language;
  /** What is wrong with the option. */
  readonly wrong?: () => string;
}

const OPTION = '--lang';

/** The language that a command line is answered in: what `--lang` says, wherever it stands, else what the environment asks for. */
export function readLanguage(typed: readonly string[], asked = ''): Read {
  const language = languageOf([asked]);
  const at = typed.findIndex((arg) => arg === OPTION || arg.startsWith(`${OPTION}=`));
  if (at < 0) return { args: typed, language };
  const isApart = typed[at] === OPTION;
  const value = isApart ? typed[at + 1] : typed[at]!.slice(OPTION.length + 1);
  const args = [...typed.slice(0, at), ...typed.slice(at + (isApart ? 2 : 1))];
  const found = languageIds.find((id) => id === value);
  if (found) return { args, language: found };
  const said = words.cli.wrong;
  const wrong = (): string =>
    value === undefined || value === '' ? said.noValue(OPTION) : said.oneOf(OPTION, languageIds, value);
  return { args, language, wrong };
}

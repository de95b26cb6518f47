import { hideable } from '#lib/dla/lesson/hideable.ts';
import { linkOf } from '#lib/dla/link/link.ts';
import type { NetworkFile } from '#lib/dla/network/file.ts';
import { unwrap } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { isLesson } from '../../content/lessons/lessons.ts';
import { readLesson } from '../lesson.ts';
import { defineCommand, UsageError } from '../command.ts';
import { readNetwork } from '../network.ts';

/** Where `npm start` serves the page. */
const LOCAL = 'http://localhost:4173/';

export const link = defineCommand({
  words: () => words.cli.commands.link,
  positionals: [1, 4],
  options: {
    lesson: { type: 'string' },
    hide: { type: 'string' },
    present: { type: 'boolean' },
    embed: { type: 'boolean' },
    base: { type: 'string' },
  },
  async run({ positionals, values: { lesson, hide, present = false, embed = false, base = LOCAL } }, io) {
    if (positionals.filter((each) => each === '-').length > 1) throw new UsageError(words.cli.wrong.twoFromInput);
    const hidden = hide?.split(',').map((each) => each.trim()) ?? [];
    const unknown = hidden.find((each) => !hideable.some((part) => part === each));
    if (unknown !== undefined) throw new UsageError(words.cli.wrong.hide(hideable, unknown));
    const networks: NetworkFile[] = [];
    for (const each of positionals) networks.push(await readNetwork(each, io));
    const view = { hide: hideable.filter((part) => hidden.includes(part)), present, embed };
    const taught = lesson === undefined || isLesson(lesson) ? lesson : await readLesson(lesson);
    io.out(`${unwrap(linkOf(base, { networks, view, ...(taught !== undefined && { lesson: taught }) }))}\n`);
  },
});

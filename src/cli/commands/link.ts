import { classLinks } from '#lib/dla/lesson/class-link.ts';
import { hideable } from '#lib/dla/lesson/hideable.ts';
import { linkOf } from '#lib/dla/link/link.ts';
import type { NetworkFile } from '#lib/dla/network/file.ts';
import { unwrap } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { isLesson } from '../../content/lessons/order.ts';
import { readLesson } from '../lesson.ts';
import { panels } from '#lib/dla/link/panels.ts';
import { parseSweep } from '#lib/dla/sweep/spec.ts';
import { defineCommand, UsageError } from '../command.ts';
import { readBytes, readNetwork } from '../network.ts';

/** Where `npm start` serves the page. */
const LOCAL = 'http://localhost:4173/';

export const link = defineCommand({
  words: () => words.cli.commands.link,
  positionals: [0, 4],
  options: {
    lesson: { type: 'string' },
    hide: { type: 'string' },
    sweep: { type: 'string' },
    panel: { type: 'string' },
    reference: { type: 'string' },
    present: { type: 'boolean' },
    embed: { type: 'boolean' },
    class: { type: 'string' },
    base: { type: 'string' },
  },
  async run({ positionals, values }, io) {
    const { lesson, hide, sweep, panel, reference = '1', present = false, embed = false, base = LOCAL } = values;
    if (positionals.length === 0 && sweep === undefined) throw new UsageError(words.cli.wrong.arguments(1, 4, 0));
    const opened = panels.find((each) => each === panel);
    if (panel !== undefined && !opened) throw new UsageError(words.cli.wrong.panel(panels, panel));
    const place = /^[1-4]$/.test(reference) ? Number(reference) - 1 : positionals.length;
    if (place > 0 && place >= positionals.length)
      throw new UsageError(words.cli.wrong.reference(positionals.length, reference));
    if (positionals.filter((each) => each === '-').length > 1) throw new UsageError(words.cli.wrong.twoFromInput);
    const taughtAs = classLinks.find((each) => each === values.class);
    if (values.class !== undefined && !taughtAs) throw new UsageError(words.cli.wrong.class(classLinks, values.class));
    const hidden = hide?.split(',').map((each) => each.trim()) ?? [];
    const unknown = hidden.find((each) => !hideable.some((part) => part === each));
    if (unknown !== undefined) throw new UsageError(words.cli.wrong.hide(hideable, unknown));
    const networks: NetworkFile[] = [];
    for (const each of positionals) networks.push(await readNetwork(each, io));
    const view = {
      hide: hideable.filter((part) => hidden.includes(part)),
      present,
      embed,
      ...(taughtAs && { class: taughtAs }),
      ...(opened && { panel: opened }),
      ...(place > 0 && { reference: place }),
    };
    const spec = sweep === undefined ? undefined : unwrap(parseSweep(await readBytes(sweep))).spec;
    const taught = lesson === undefined || isLesson(lesson) ? lesson : await readLesson(lesson);
    const extras = { ...(taught !== undefined && { lesson: taught }), ...(spec && { sweep: spec }) };
    io.out(`${unwrap(linkOf(base, { networks, view, ...extras }))}\n`);
  },
});

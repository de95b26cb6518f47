import { LINK_VERSION, readLink } from '#lib/dla/link/link.ts';
import { serialiseSweep } from '#lib/dla/sweep/spec.ts';
import { serialiseLesson } from '#lib/dla/lesson/lesson.ts';
import { unwrap } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { defineCommand, json, toJson } from '../command.ts';
import { writeNetwork } from './show.ts';

export const unlink = defineCommand({
  words: () => words.cli.commands.unlink,
  positionals: 1,
  options: json,
  run({ positionals: [url], values }, io) {
    const { networks, view, lesson, sweep } = unwrap(readLink(url!));
    const documents = networks.map((file) => JSON.parse(writeNetwork(file)) as unknown);
    const taught = typeof lesson === 'object' ? (JSON.parse(serialiseLesson(lesson)) as unknown) : lesson;
    const swept = sweep && (JSON.parse(serialiseSweep(sweep)) as unknown);
    io.out(
      toJson(
        {
          version: LINK_VERSION,
          networks: documents,
          view,
          ...(taught !== undefined && { lesson: taught }),
          ...(swept !== undefined && { sweep: swept }),
        },
        values.json,
      ),
    );
  },
});

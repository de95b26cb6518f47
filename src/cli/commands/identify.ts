import { identify as identifyFile } from '#lib/dla/foreign/identify/identify.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { blobSource } from '#lib/dla/weights/byte-source.ts';
import { openWeights } from '#lib/dla/weights/open.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import { basename } from 'node:path';
import { defineCommand, json, toJson } from '../command.ts';
import { isForeign, openFile, openForeign } from '../foreign.ts';
import { Refused } from '../refused.ts';

/** A config without what goes without saying: what no tensor tells. */
function written({ levels, head, ...rest }: NetworkConfig): unknown {
  const { norm, image, ...before } = rest;
  return {
    ...before,
    levels: levels.map((level) => {
      if (level.kind === 'conv' || level.dilation !== 1) return level;
      const { dilation: _, ...told } = level;
      return told;
    }),
    ...(norm && { norm }),
    head: writtenHead(head),
    ...(image && { image }),
  };
}

function writtenHead(head: NetworkConfig['head']): unknown {
  if (head.kind !== 'detection' || head.neck !== 'dla-up' || head.projection !== 1) return head;
  const { projection: _, ...told } = head;
  return told;
}

export const identify = defineCommand({
  words: () => words.cli.commands.identify,
  positionals: 1,
  options: json,
  async run({ positionals: [path], values }, io) {
    const fileName = basename(path!);
    const file = (await isForeign(path!))
      ? (await openForeign(path!)).weights
      : await openWeights(blobSource(await openFile(path!)), fileName);
    const { dialect, network, used, unused, missing, issues } = identifyFile(file, fileName);
    const heads = network?.head.kind === 'detection' ? network.head.heads : [];
    const reasons = issues.map((issue) => sayIssue(issue));
    const report = {
      dialect,
      network: network && written(network),
      used,
      unused,
      missing,
      heads: Object.fromEntries(heads.map(({ name, channels }) => [name, channels])),
      refused: reasons.length > 0 ? reasons.join(' ') : null,
    };
    io.out(toJson(report, values.json));
    for (const reason of reasons) io.err(reason);
    if (reasons.length > 0) throw new Refused();
  },
});

import { blockConfig } from '#lib/dla/network/block-config.ts';
import type { LevelReading } from '#lib/dla/reading/read-level.ts';
import { isSameStructure } from '#lib/dla/reading/read-level.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import type { LevelCommand } from './commands.ts';
import type { Commands } from './config-script.ts';
import type { LevelEdit } from './edit-config.ts';
import { isTheSame } from './law.ts';
import { runCommand, type ScriptState } from './run-command.ts';

/** What makes the levels of one network those of another, level by level in order, where one of both is no config. */
export function levelScripts(from: ScriptState, wanted: ScriptState): readonly Commands[] {
  const [before, after] = [from, wanted].map(({ document }) => readNetwork(document).aggregationLevels);
  let state: ScriptState = { document: from.document };
  const commands: LevelCommand[] = [];
  for (const [index, { id, reading }] of before!.entries()) {
    const other = after![index]?.reading;
    if (!reading || !other) continue;
    for (const command of commandsOf(id, reading, other)) {
      const next = runCommand(state, command);
      if (!next.ok || isTheSame(next.value, state)) continue;
      state = next.value;
      commands.push(command);
      break;
    }
  }
  return commands.length === 0 ? [] : [{ commands, names: [] }];
}

/** Ways to make a level another one, the shortest first. */
function commandsOf(level: string, a: LevelReading, b: LevelReading): readonly LevelCommand[] {
  const edit = editOf(a, b);
  const { structure, ...rest } = edit;
  if (structure === undefined && Object.keys(rest).length === 0) return [];
  return structure !== undefined && Object.keys(rest).length === 0
    ? [{ do: 'set-structure', level, structure }]
    : [{ do: 'edit-level', level, ...edit }];
}

function editOf(a: LevelReading, b: LevelReading): LevelEdit {
  const sameFlags = a.levelRoot === b.levelRoot && a.rootResidual === b.rootResidual;
  const joins = b.nodes.length > 0;
  const [before, after] = [a.block, b.block];
  const blocks = before && after ? [blockConfig(before), blockConfig(after)] : [];
  return {
    ...(!isSameStructure(a, b) && { structure: b.structure }),
    ...(a.blocks.length !== b.blocks.length && { blocks: b.blocks.length }),
    ...(a.outChannels !== b.outChannels && { channels: b.outChannels }),
    ...(a.stride !== b.stride && { stride: b.stride }),
    ...(joins && !sameFlags && { levelRoot: b.levelRoot, rootResidual: b.rootResidual }),
    ...(blocks.length > 0 && JSON.stringify(blocks[0]) !== JSON.stringify(blocks[1]) && { block: blocks[1]! }),
    ...(before && after && before.dilation !== after.dilation && { dilation: Number(after.dilation) }),
  };
}

import type { AggregationLevelConfig, LevelConfig, NetworkConfig } from '#lib/dla/network/config.ts';
import { levelName } from '#lib/dla/network/sections.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import { blocksFault, hasNode } from '#lib/dla/structures/structures.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import type { LevelCommand } from './commands.ts';

/** What a command changes of a level; what is absent stays. */
export type LevelEdit = Omit<Extract<LevelCommand, { do: 'edit-level' }>, 'do' | 'level'>;

/** The config after a command of levels. It is sound as a config; whether its shapes agree is told when it is built. */
export function editConfig(config: NetworkConfig, command: LevelCommand): Result<NetworkConfig> {
  const edited = changed(config, command);
  return edited.ok ? parseConfig(edited.value) : edited;
}

function changed(config: NetworkConfig, command: LevelCommand): Result<NetworkConfig> {
  const { levels } = config;
  const withLevels = (next: readonly LevelConfig[]): Result<NetworkConfig> => ok({ ...config, levels: [...next] });
  switch (command.do) {
    case 'set-structure':
    case 'edit-level': {
      const { do: _, level, ...edit } = command;
      const index = levels.findIndex((_level, at) => levelName(at) === level);
      const edited = index < 0 ? undefined : editedLevel(config, index, edit);
      if (!edited) return refused({ kind: 'not-a-level', at: level });
      return withLevels(levels.with(index, edited));
    }
    case 'add-level':
      if (command.at > levels.length)
        return refused({ kind: 'too-large', at: 'at', expected: levels.length, received: command.at });
      return withLevels(levels.toSpliced(command.at, 0, command.config));
    case 'remove-level': {
      const index = levels.findIndex((_level, at) => levelName(at) === command.level);
      return index < 0 ? refused({ kind: 'not-a-level', at: command.level }) : withLevels(levels.toSpliced(index, 1));
    }
    case 'edit-input': {
      const { do: _, ...edit } = command;
      return ok({ ...config, input: { ...config.input, ...given(edit) } });
    }
    case 'edit-stem': {
      const { do: _, ...edit } = command;
      return ok({ ...config, stem: { ...config.stem, ...given(edit) } });
    }
    case 'set-head':
      return ok({ ...config, head: command.head });
  }
}

/** The level with a change; undefined where it is of the other kind. */
export function editedLevel({ levels }: NetworkConfig, index: number, edit: LevelEdit): LevelConfig | undefined {
  const level = levels[index]!;
  const { convs, channels, stride, ...ofBlocks } = given(edit);
  const size = { ...(channels !== undefined && { channels }), ...(stride !== undefined && { stride }) };
  if (level.kind === 'conv')
    return Object.keys(ofBlocks).length > 0 ? undefined : { ...level, ...size, ...(convs !== undefined && { convs }) };
  return convs === undefined ? withFlags(levels, index, level, { ...level, ...size, ...ofBlocks }, edit) : undefined;
}

/**
 * The flags of a level whose structure or blocks changed, as where a level is edited on the canvas: off where it has no node;
 * where it had none before, the input joins the last one in every level that follows another of blocks.
 */
function withFlags(
  levels: readonly LevelConfig[],
  index: number,
  before: AggregationLevelConfig,
  after: AggregationLevelConfig,
  edit: LevelEdit,
): AggregationLevelConfig {
  const joins = !blocksFault(after.structure, after.blocks) && hasNode(after.structure, after.blocks);
  const had = hasNode(before.structure, before.blocks);
  const usual = had ? before.levelRoot : levels[index - 1]?.kind === 'aggregation';
  return {
    ...after,
    levelRoot: edit.levelRoot ?? (joins && usual),
    rootResidual: edit.rootResidual ?? (joins && before.rootResidual),
  };
}

/** What an edit says, without what it leaves out. */
const given = <T extends object>(edit: T): Given<T> =>
  Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)) as Given<T>;

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

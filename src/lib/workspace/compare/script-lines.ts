import type { EditScript, ScriptCommand } from '#lib/dla/script/commands.ts';
import { runScript } from '#lib/dla/script/file.ts';
import type { ScriptState } from '#lib/dla/script/run-command.ts';
import { isImage } from '#lib/dla/modules/modules.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { nameOf, type GraphDocument } from '#lib/graph/document/document.ts';
import { patchBetween, type Patch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import { isStructureName } from '#lib/dla/structures/structures.ts';
import { sayStep, words } from '#lib/messages/messages.ts';
import { capitalised, nameIn } from '#lib/messages/values.ts';
import type { StepKind, StepLabel } from '#lib/step.ts';
import { describeStep } from '#lib/workspace/core/describe-step.ts';
import { labelOf as labelIn } from '#lib/workspace/shared/labels.ts';

/** One command of a script as a step between two documents. */
export interface ScriptLine {
  readonly command: ScriptCommand;
  readonly text: string;
  /** Whether it changes names alone. */
  readonly ofNames: boolean;
  readonly before: GraphDocument;
  readonly after: GraphDocument;
  readonly label: StepLabel;
  readonly patch: Patch;
}

/** What each command is in the history. */
const kinds: { readonly [K in ScriptCommand['do']]: StepKind } = {
  'set-structure': 'set-structure',
  'edit-level': 'edit-level',
  'add-level': 'add',
  'remove-level': 'remove',
  'edit-input': 'set-attributes',
  'edit-stem': 'set-attributes',
  'set-head': 'set-head',
  remove: 'remove',
  'add-node': 'add',
  'insert-on-edge': 'insert',
  'set-attributes': 'set-attributes',
  connect: 'connect',
  reconnect: 'reconnect',
  disconnect: 'disconnect',
  'reorder-inputs': 'reorder',
  rename: 'rename',
  group: 'group',
  ungroup: 'ungroup',
  'reorder-nodes': 'other',
};

function labelOf(command: ScriptCommand): StepLabel {
  switch (command.do) {
    case 'set-structure':
      return { kind: 'set-structure', values: { structure: command.structure } };
    case 'set-head':
      return { kind: 'set-head', values: { head: command.head.kind } };
    case 'set-attributes':
      return { kind: 'set-attributes', values: { node: command.node } };
    case 'reorder-nodes':
      return { kind: 'other', values: { name: command.do } };
    default:
      return { kind: kinds[command.do] } as StepLabel;
  }
}

/** The lines of a script that was made for this network, each with the step that it is and its words in the history. */
export function scriptLines(from: ScriptState, script: EditScript): readonly ScriptLine[] {
  const states = unwrap(runScript(from, script));
  return [...script.commands, ...script.names].map((command, index) => {
    const [before, after] = [states[index]!.document, states[index + 1]!.document];
    const patch = patchBetween(before, after);
    const label = describeStep(labelOf(command), before, after, patch);
    return {
      command,
      text: sayCommand(command, label, before),
      ofNames: index >= script.commands.length,
      before,
      after,
      label,
      patch,
    };
  });
}

/** A command on one line: as in the history, and in full where that says less than the command does. */
function sayCommand(command: ScriptCommand, label: StepLabel, before: GraphDocument): string {
  const said = words.compare.script.lines;
  const changes = ({ do: _, level: _level, ...edit }: { readonly do: string; readonly level?: string }) =>
    Object.entries(edit).map(([name, value]) => said.change(nameIn(words.names.attributes, name), sayValue(value)));
  switch (command.do) {
    case 'edit-level': {
      const [level] = placesOf(command, before);
      return said.edit(capitalised(level === undefined ? command.level : labelIn(before, level)), changes(command));
    }
    case 'edit-input':
      return said.edit(said.image, changes(command));
    case 'edit-stem':
      return said.edit(said.stem, changes(command));
    case 'add-level':
      return said.addLevel(command.at);
    case 'remove-level':
      return said.removeLevel(command.level);
    case 'rename':
      return said.name(command.id, command.name);
    case 'group':
      return command.members.length === 0
        ? said.makeGroup(command.id)
        : said.fillGroup(command.id, command.members.length);
    default:
      return sayStep(label);
  }
}

/** A value of a config; of a block its kind. */
function sayValue(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'kind' in value) return sayValue(value.kind);
  const text = String(value);
  return isStructureName(text) ? words.structures.names[text].word : nameIn(words.names.values, text);
}

/** Ids of what a command is about, in a document that has it. */
export function placesOf(command: ScriptCommand, document: GraphDocument): readonly string[] {
  switch (command.do) {
    case 'set-structure':
    case 'edit-level':
    case 'remove-level':
      return levelsOf(document, (id, name) => id === command.level || name === command.level);
    case 'add-level':
      return readNetwork(document)
        .levels.slice(command.at, command.at + 1)
        .map(({ id }) => id);
    case 'edit-input':
      return document.nodes.filter(isImage).map(({ id }) => id);
    case 'edit-stem':
      return readNetwork(document).stem;
    case 'set-head':
      return readNetwork(document).heads;
    case 'remove':
    case 'ungroup':
      return present(document, command.ids);
    case 'connect':
    case 'reconnect':
    case 'disconnect':
      return present(document, [command.to]);
    case 'set-attributes':
    case 'reorder-inputs':
      return present(document, [command.node]);
    case 'add-node':
    case 'insert-on-edge':
    case 'rename':
    case 'group':
      return present(document, [command.id]);
    case 'reorder-nodes':
      return [];
  }
}

const levelsOf = (document: GraphDocument, is: (id: string, name: string) => boolean): readonly string[] =>
  document.groups.filter((group) => is(group.id, nameOf(group))).map(({ id }) => id);

function present({ nodes, groups }: GraphDocument, ids: readonly string[]): readonly string[] {
  const wanted = new Set(ids);
  return [...nodes, ...groups].map(({ id }) => id).filter((id) => wanted.has(id));
}

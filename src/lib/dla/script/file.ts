import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { checkDocument } from '#lib/graph/document/check-document.ts';
import { checkBy, issuesOf } from '#lib/graph/document/faults.ts';
import { pathText, readJson } from '#lib/graph/document/json.ts';
import { newerVersion } from '#lib/graph/document/parse.ts';
import { MOST_INPUTS, MOST_NODES } from '#lib/graph/document/schema.ts';
import { ok, refused, type Issue, type Result } from '#lib/issue.ts';
import { SCRIPT_FORMAT, SCRIPT_VERSION, scriptFile, type EditScript } from './commands.ts';
import { runCommand, type ScriptState } from './run-command.ts';

/** A script from its file; what is none is refused, with line and place. */
export function parseScript(source: string | Uint8Array): Result<EditScript> {
  const read = readJson(source);
  if (!read.ok) return read;
  const { value, count } = read.value;
  const newer = newerVersion(value, SCRIPT_VERSION);
  if (newer) return { ok: false, issues: issuesOf([newer], read.value) };
  const checked = checkBy(scriptFile, value, count);
  if (!checked.ok) return { ok: false, issues: issuesOf(checked.faults, read.value) };
  const { $schema: _, format: _format, version: _version, ...script } = checked.value;
  return ok(script);
}

/** The file of a script, a command to a line. */
export function serialiseScript({ gives, commands, names }: EditScript): string {
  const list = (each: readonly object[]): string =>
    each.length === 0 ? '[]' : `[\n${each.map((command) => `    ${JSON.stringify(command)}`).join(',\n')}\n  ]`;
  const fields = [
    `"$schema": "script.v${SCRIPT_VERSION}.json"`,
    `"format": "${SCRIPT_FORMAT}"`,
    `"version": ${SCRIPT_VERSION}`,
    ...(gives === undefined ? [] : [`"gives": "${gives}"`]),
    `"commands": ${list(commands)}`,
    ...(names.length === 0 ? [] : [`"names": ${list(names)}`]),
  ];
  return `{\n  ${fields.join(',\n  ')}\n}\n`;
}

/**
 * The network before a script and after each of its commands. Refused where a command cannot be done, with its place in the script,
 * and where the end is no sound network.
 */
export function runScript(from: ScriptState, { commands, names }: EditScript): Result<readonly ScriptState[]> {
  const states = [from];
  for (const [list, each] of [
    ['commands', commands],
    ['names', names],
  ] as const)
    for (const [index, command] of each.entries()) {
      const next = runCommand(states.at(-1)!, command);
      if (!next.ok) return { ok: false, issues: next.issues.map((issue) => within(issue, pathText([list, index]))) };
      const fault = tooLarge(next.value);
      if (fault) return refused(within(fault, pathText([list, index])));
      states.push(next.value);
    }
  const { document } = states.at(-1)!;
  const faults = checkDocument(document);
  const issues = faults.length > 0 ? issuesOf(faults, undefined) : lowerDocument(document).issues;
  return issues.length > 0 ? { ok: false, issues } : ok(states);
}

const within = (issue: Issue, place: string): Issue => ({ ...issue, at: `${place}, ${issue.at}` });

/** No file could hold what is beyond. */
function tooLarge({ document }: ScriptState): Issue | undefined {
  const { length } = document.nodes;
  if (length > MOST_NODES) return { kind: 'too-many-nodes', at: 'nodes', expected: MOST_NODES, received: length };
  const inputs = document.nodes.reduce((sum, node) => sum + node.inputs.length, 0);
  return inputs > MOST_INPUTS
    ? { kind: 'too-many-inputs-in-all', at: 'nodes', expected: MOST_INPUTS, received: inputs }
    : undefined;
}

import { projects } from '#lib/dla/foreign/identify/projects.ts';
import type { ImportGroup, ImportReport, Tally } from '#lib/dla/foreign/identify/import-report.ts';
import { presetName, presetOf } from '#lib/dla/presets/presets.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import type { Phrase } from '#lib/messages/values.ts';
import { bytes, shapeText } from '#lib/ui/format.ts';

/** Whose a file is, and which network. */
export function leadOf({ dialect, network, preset, backbone }: ImportReport): readonly Phrase[] {
  const said = words.importing;
  const whose: Phrase = dialect === null ? [said.nobodys] : said.whose(projects[dialect].name);
  if (!network) return dialect === null ? [whose] : [whose, [said.noNetwork]];
  if (preset !== undefined) return [whose, said.isPreset(titleOf(preset))];
  if (backbone !== undefined) return [whose, said.hasBackbone(titleOf(backbone))];
  const widths = network.levels.map(({ channels }) => channels);
  return [whose, said.noPreset(widths.length, widths.join(', '))];
}

const titleOf = (id: string): string => `${presetName(presetOf(id)!)} (${id})`;

export function partName({ part, name = '', channels = 0 }: ImportGroup): string {
  const { parts } = words.importing;
  if (part === 'head') return parts.head(name, channels);
  return part === 'other' ? parts.other(name) : parts[part]();
}

export const countOf = ({ tensors, parameters }: Tally): string => words.importing.count(tensors, parameters);

/** What of a file is said in sentences: its checksum, deformable convolutions, what cannot be read, what is at fault. */
export function notesOf(report: ImportReport): readonly string[] {
  const said = words.importing;
  const { named, deformable, unreadable, open } = report;
  const whole = open && open.missing === 0 && open.refused === 0;
  return [
    ...(named ? [said.digits(named.digits, named.digits.length, named.agree)] : []),
    ...(deformable.placed > 0 ? [said.deformable(deformable.placed)] : []),
    ...(deformable.displaced.length > 0 ? [said.displaced(deformable.displaced)] : []),
    ...(unreadable.length > 0 ? [said.unreadable(unreadable)] : []),
    ...(open
      ? [
          whole
            ? said.fitsAll(open.name, open.loaded)
            : said.fit(open.name, open.loaded, open.missing, open.refused, open.rest),
        ]
      : []),
    said.noRandom,
  ];
}

export function factsOf({
  format,
  bytes: size,
  sha256,
  network,
}: ImportReport): readonly (readonly [string, string])[] {
  const said = words.importing;
  return [
    [said.facts.file, said.file(said.formats[format], bytes(size))],
    [said.facts.hash, sha256],
    ...(network ? [[said.facts.input, shapeText([network.input.height, network.input.width])] as const] : []),
  ];
}

/** Characters that would begin markup, or end a cell of a table. */
const escaped = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>#|]/g, '\\$&').replaceAll(/\s+/g, ' ');

const plainText = (phrase: Phrase): string =>
  phrase.map((part) => escaped(typeof part === 'string' ? part : part.strong)).join('');

/** The report as Markdown, with the names that were not used, and those that are missing. */
export function reportMarkdown(report: ImportReport): string {
  const said = words.importing;
  const { part, used, unused, missing } = said.columns;
  const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
  const names = (['unused', 'missing'] as const).flatMap((kind) => {
    const tallies = report.groups.map((group) => group[kind]);
    const listed = tallies.flatMap((each) => each.names);
    const more = tallies.reduce((sum, { tensors }) => sum + tensors, 0) - listed.length;
    if (listed.length === 0) return [];
    return [
      `### ${said.names[kind]}`,
      [...listed.map((name) => `- ${escaped(name)}`), ...(more > 0 ? [`- ${said.more(more)}`] : [])].join('\n'),
    ];
  });
  return `${[
    `## ${escaped(said.title(report.fileName))}`,
    leadOf(report).map(plainText).join(' '),
    factsOf(report)
      .map(([term, value]) => `- ${term}: ${escaped(value)}`)
      .join('\n'),
    [
      row([part, used, unused, missing]),
      row(['---', '---', '---', '---']),
      ...report.groups.map((group) =>
        row([partName(group), countOf(group.used), countOf(group.unused), countOf(group.missing)]),
      ),
    ].join('\n'),
    ...[...report.issues.map(sayIssue), ...notesOf(report)].map(escaped),
    ...names,
  ].join('\n\n')}\n`;
}

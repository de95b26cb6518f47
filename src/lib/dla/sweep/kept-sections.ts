import type { Section, SectionFrom } from '#lib/dla/network/sections.ts';

/** So many nodes are kept, with the ops that they lower to; beyond that, sections that nobody asked for the longest are forgotten. */
const MOST_NODES_KEPT = 20_000;

/** Sections of networks, each made once from the same: the variants of a grid have nearly all of theirs in common. */
export function keptSections(): SectionFrom {
  const sections = new Map<string, Section>();
  let kept = 0;
  return (from, make) => {
    const key = JSON.stringify(from);
    const before = sections.get(key);
    const section = before ?? make();
    if (before) sections.delete(key);
    else kept += section.nodes.length;
    sections.set(key, section);
    for (const [oldest, { nodes }] of sections) {
      if (kept <= MOST_NODES_KEPT || oldest === key) break;
      sections.delete(oldest);
      kept -= nodes.length;
    }
    return section;
  };
}

// Networks of any size for the benchmark and the tests: levels of basic blocks, every block but the first joined by a node.

/**
 * A graph document as plain data.
 * @param {number} levels
 * @param {number} blocks blocks of each level; a level has one node less
 */
export function madeGraph(levels, blocks) {
  const nodes = [{ id: 'input', kind: 'input', inputs: [], attributes: { channels: 3, height: 64, width: 64 } }];
  const groups = [];
  let before = 'input';
  for (let level = 0; level < levels; level += 1) {
    const members = [];
    const add = (name, kind, inputs, attributes) => {
      const id = `l${level}-${name}`;
      nodes.push({ id, kind, name, inputs, attributes });
      members.push(id);
      return id;
    };
    let joined;
    for (let index = 0; index < blocks; index += 1) {
      const last = before;
      before = add(`b${index}`, 'block', [last], { block: 'basic', outChannels: 16, stride: 1 });
      if (index === 0) joined = before;
      else joined = add(`n${index}`, 'aggregation', [before, joined], { outChannels: 16 });
    }
    before = joined;
    groups.push({ id: `l${level}`, label: `level ${level}`, members });
  }
  return { name: `made ${nodes.length}`, nodes, groups, positions: new Map() };
}

// Counts a hundred variants of DLA-34, and prints those that no other one beats: node count-variants.js
import { sweep } from 'dla-explorer';

const rows = sweep({
  base: 'dla34',
  vary: [
    { path: 'levels[3..4].structure', values: ['shallow', 'ida', 'tree', 'reentrant', 'merged'] },
    { path: 'levels[3].blocks', values: [2, 4, 8, 16] },
    { path: 'width', values: [0.5, 0.75, 1, 1.25, 1.5] },
  ],
  objectives: [{ min: 'macs' }, { max: 'receptiveField' }],
});
console.log(`${rows.length} variants`);
for (const { values, measured } of rows.filter(({ pareto }) => pareto))
  console.log(values.join(' '), measured.parameters, measured.macs, measured.receptiveField);

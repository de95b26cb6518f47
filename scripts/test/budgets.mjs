// How long files and steps may take on an idle machine of two cores. What takes longer is said, and fails nothing: the machine may be
// slow or busy.
import { readFileSync } from 'node:fs';

const { standard, more } = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));

const budgetOf = (name) =>
  more[name] ??
  (name.startsWith('tests/browser/') ? standard.browser : name.endsWith('.ts') ? standard.unit : standard.step);

const line = ([name, seconds]) => `${seconds.toFixed(1).padStart(8)} s of ${budgetOf(name)} s  ${name}`;

/** Prints what took longest, and all that took longer than its budget. */
export function printSlowest({ seconds }) {
  const slowest = [...seconds].sort(([, a], [, b]) => b - a);
  console.log(
    `\nSlowest, and their budgets (scripts/test/budgets.json):\n${slowest.slice(0, 20).map(line).join('\n')}`,
  );
  const over = slowest.filter(([name, taken]) => taken > budgetOf(name));
  if (over.length > 0)
    console.log(`\nOver their budgets, or the machine is slow or busy:\n${over.map(line).join('\n')}`);
}

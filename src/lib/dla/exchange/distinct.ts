/** Names of which a second one gets a number. */
export function distinct(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let one = name;
    for (let count = 2; taken.has(one); count += 1) one = `${name} (${count})`;
    taken.add(one);
    return one;
  });
}

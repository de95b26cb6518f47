/**
 * PyTorch lists a module's tensors module by module, in the order in which the modules were registered. From names
 * in the order of computation this gives that order: names that share a first part stay together, where the first
 * of them stood, behind the tensors of the module itself. `later` may name siblings that were registered after all others.
 */
export function moduleOrder<T extends { readonly name: string }>(
  tensors: readonly T[],
  later: (sibling: string, siblings: readonly string[]) => boolean = () => false,
): readonly T[] {
  const arrange = (entries: readonly [rest: string, tensor: T][]): readonly T[] => {
    const groups = new Map<string, [string, T][]>();
    const arranged: { readonly key: string; readonly leaf?: T }[] = [];
    for (const [rest, tensor] of entries) {
      const dot = rest.indexOf('.');
      if (dot < 0) {
        arranged.push({ key: rest, leaf: tensor });
        continue;
      }
      const key = rest.slice(0, dot);
      const group = groups.get(key);
      if (group) group.push([rest.slice(dot + 1), tensor]);
      else {
        groups.set(key, [[rest.slice(dot + 1), tensor]]);
        arranged.push({ key });
      }
    }
    const siblings = arranged.map(({ key }) => key);
    const last = arranged.filter(({ key, leaf }) => leaf === undefined && later(key, siblings));
    const own = arranged.filter(({ leaf }) => leaf !== undefined);
    const rest = arranged.filter((entry) => entry.leaf === undefined && !last.includes(entry));
    return [...own, ...rest, ...last].flatMap(({ key, leaf }) =>
      leaf === undefined ? arrange(groups.get(key)!) : [leaf],
    );
  };
  return arrange(tensors.map((tensor) => [tensor.name, tensor]));
}

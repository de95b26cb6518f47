/** Parts of a page that are drawn one after another, each in a task of its own: in one go all of them would hold the page up. */
export function inTurn<Part>(parts: readonly Part[]): { readonly has: (part: Part) => boolean } {
  let drawn = $state(0);
  // An effect runs after those of the part before: what that puts off comes before the next one.
  $effect(() => {
    if (drawn === parts.length) return;
    const timer = setTimeout(() => (drawn += 1));
    return () => clearTimeout(timer);
  });
  return { has: (part) => parts.indexOf(part) < drawn };
}

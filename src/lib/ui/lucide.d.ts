// Lucide's types are those of all icons together.
declare module 'lucide/dist/esm/icons/*.mjs' {
  import type { IconNode } from '#lib/ui/icon-path.ts';
  const icon: IconNode;
  export default icon;
}

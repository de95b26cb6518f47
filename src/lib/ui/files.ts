/**
 * Whether a file is what an `accept` list asks for ('image/*,.safetensors'), as a file input would decide: by its type or
 * by the end of its name. An empty list takes everything.
 */
export function accepts(file: Pick<File, 'name' | 'type'>, accept: string): boolean {
  const wanted = accept
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter(Boolean);
  const type = file.type.toLowerCase();
  return (
    wanted.length === 0 ||
    wanted.some((part) =>
      part.startsWith('.')
        ? file.name.toLowerCase().endsWith(part)
        : part.endsWith('/*')
          ? type.startsWith(part.slice(0, -1))
          : type === part,
    )
  );
}

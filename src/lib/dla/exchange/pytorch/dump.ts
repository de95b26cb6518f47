import { pyString } from './python.ts';

/** The widest line of a table. */
const WIDTH = 96;

/** The table of nodes by the variables of `forward` that hold their values. */
export function writeNodes(variables: ReadonlyMap<string, string>): string {
  const lines: string[] = [];
  let line = '   ';
  for (const [id, variable] of variables) {
    const entry = ` ${pyString(variable)}: ${pyString(id)},`;
    if (line.length + entry.length > WIDTH) {
      lines.push(line);
      line = '   ';
    }
    line += entry;
  }
  return `\n# The variables of forward, and the nodes of the network whose values they hold.\nNODES = {\n${[...lines, line].join('\n')}\n}\n`;
}

/** The method that writes all values of a run into a file. */
export const DUMP = `    def dump(self, path: str, input: Tensor) -> None:
        """Writes the value of every node to an .npz file, by the node's id: what \`dla compare-port\` reads."""
        import numpy

        values: Dict[str, Tensor] = {}

        def keep(frame: Any, event: str, _argument: Any) -> None:
            if event == "return" and frame.f_code is Network.forward.__code__:
                values.update(frame.f_locals)

        training = self.training
        self.eval()
        sys.setprofile(keep)
        try:
            with torch.no_grad():
                self.forward(input)
        finally:
            sys.setprofile(None)
            self.train(training)
        with zipfile.ZipFile(path, "w") as archive:
            for variable, node in NODES.items():
                with archive.open(f"{node}.npy", "w", force_zip64=True) as file:
                    numpy.lib.format.write_array(file, numpy.asarray(values[variable].detach().cpu()))
`;

/** What is said of keeping work on this machine. */
export const keeping = {
  states: { kept: 'saved on this machine', keeping: 'saving…', failed: 'not saved' },
  failed: (why: string) => `Your last changes are not saved. ${why}`,
  saveFile: 'Save as a file',
  tryAgain: 'Try again',
  parted: 'Another tab changed this workspace. Your work goes on as a copy of its own; both are kept.',
  showAll: 'Show all',
  standIn: {
    layers: 'The figure of this network cannot be drawn. Layers stand in; the network itself is sound and kept.',
    nothing: 'This network cannot be drawn. It can be edited, undone and saved all the same.',
  },
  others: 'Other work on this machine',
  unreadable: 'cannot be read by this version',
  open: 'Open',
  openOne: (name: string) => `Open ${name}`,
  downloadOne: (name: string) => `Save ${name} as a file`,
  deleteOne: (name: string) => `Delete ${name}`,
  deleted: (name: string) => `“${name}” is deleted.`,
  undo: 'Undo',
  unnamed: 'Work of another version',
};

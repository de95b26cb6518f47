/** What is said of keeping work on this machine. */
export const keeping = {
  states: { kept: 'saved on this machine', keeping: 'saving…', failed: 'not saved' },
  failed: (why: string) => `Your last changes are not saved. ${why}`,
  saveFile: 'Save as a file',
  tryAgain: 'Try again',
  parted: 'Another tab changed this workspace. Your work continues in a separate copy; both are kept.',
  showAll: 'Show all',
  standIn: {
    layers:
      'The figure of this network cannot be drawn, so it is shown in layers. The network itself is sound and saved.',
    nothing: 'This network cannot be drawn. It can still be edited, undone and saved.',
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

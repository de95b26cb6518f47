import { IssueError } from '#lib/issue.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import { defineCommand, json, toJson } from '../command.ts';
import { Refused } from '../refused.ts';
import { readNetwork } from '../network.ts';

export const check = defineCommand({
  words: () => words.cli.commands.check,
  positionals: 1,
  options: json,
  async run({ positionals: [file], values }, io) {
    try {
      await readNetwork(file!, io);
      if (values.json) io.out(toJson([], true));
    } catch (error) {
      if (!(error instanceof IssueError)) throw error;
      // Here the issues are the result.
      const said = error.issues.map((issue) => ({ ...issue, message: sayIssue(issue) }));
      io.out(values.json ? toJson(said, true) : said.map(({ message }) => `${message}\n`).join(''));
      throw new Refused();
    }
  },
});

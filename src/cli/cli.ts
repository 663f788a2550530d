import chinese from '../l10n/bundle.l10n.zh-cn.json' with { type: 'json' };
import { type Translate, translator } from '../l10n/translate.ts';
import { lspCommand } from './lsp.ts';
import { notesCommand } from './notes.ts';

/** What a command may use of the world besides the file system. */
export interface CliHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** One command of `k8s-recall`. */
export interface Command {
  /** Line of the help text. */
  readonly usage: string;
  readonly summary: (t: Translate) => string;
  /** Returns the exit status: 0 fine, 1 problems found, 2 wrong usage. */
  readonly run: (args: readonly string[], host: CliHost, t: Translate) => Promise<number>;
}

/** Commands by name. */
const commands: Readonly<Record<string, Command>> = {
  lsp: lspCommand,
  notes: notesCommand,
};

/** Runs `k8s-recall` with the arguments after the script's name and returns the exit status. */
export async function runCli(args: readonly string[], host: CliHost): Promise<number> {
  const t = translator(speaksChinese(host.env) ? chinese : {});
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const show = name === undefined ? host.err : host.out;
    show(help(t));
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    host.err(`k8s-recall: ${t('unknown command "{0}"', name)}\n\n${help(t)}`);
    return 2;
  }
  return await command.run(rest, host, t);
}

function help(t: Translate): string {
  const lines = Object.values(commands).map(({ usage, summary }) => `  ${usage}\n      ${summary(t)}`);
  return `${t('Usage:')}\n${lines.join('\n')}\n`;
}

/** The usual variables decide, the most specific first. */
function speaksChinese(env: CliHost['env']): boolean {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return /^zh/i.test(locale ?? '');
}

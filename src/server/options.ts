import type { Language } from '../deck/types.ts';
import type { FieldReference, ServerOptions } from './protocol.ts';

export const defaultOptions: ServerOptions = {
  locale: 'en',
  fieldReference: 'auto',
  notes: [],
  commands: false,
  references: true,
  clientFiles: false,
};

/** Options as a client sent them, and what was wrong with them; a wrong one counts as left out. */
export function readOptions(sent: unknown): { options: ServerOptions; problems: readonly string[] } {
  const problems: string[] = [];
  if (sent === undefined || sent === null) return { options: defaultOptions, problems };
  if (typeof sent !== 'object') {
    return { options: defaultOptions, problems: ['The options are not an object.'] };
  }
  const given = sent as Readonly<Record<string, unknown>>;
  const take = <T>(name: string, accepts: (value: unknown) => T | undefined): T | undefined => {
    const value = given[name];
    if (value === undefined || value === null) return undefined;
    const accepted = accepts(value);
    if (accepted === undefined) problems.push(`The option ${name} has the unusable value ${shorten(value)}.`);
    return accepted;
  };
  const notesLanguage = take('notesLanguage', language);
  const clusterVersion = take('clusterVersion', version);
  return {
    options: {
      locale: take('locale', language) ?? defaultOptions.locale,
      ...(notesLanguage !== undefined && { notesLanguage }),
      fieldReference: take('fieldReference', fieldReference) ?? defaultOptions.fieldReference,
      ...(clusterVersion !== undefined && clusterVersion !== '' && { clusterVersion }),
      notes: take('notes', strings) ?? defaultOptions.notes,
      commands: take('commands', boolean) ?? defaultOptions.commands,
      references: take('references', boolean) ?? defaultOptions.references,
      clientFiles: take('clientFiles', boolean) ?? defaultOptions.clientFiles,
    },
    problems,
  };
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

function language(value: unknown): Language | undefined {
  if (typeof value !== 'string') return undefined;
  const tag = value.toLowerCase();
  if (tag === 'zh-cn' || tag === 'zh' || tag === 'zh-hans') return 'zh-cn';
  return tag === 'en' || tag.startsWith('en-') ? 'en' : undefined;
}

function fieldReference(value: unknown): FieldReference | undefined {
  return value === 'auto' || value === 'always' || value === 'never' ? value : undefined;
}

/** `''` and `latest` stand for the newest version known. */
function version(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value === '' || value === 'latest') return '';
  return /^v?(\d{1,3}\.\d{1,3})(?:[.+-]|$)/.exec(value)?.[1];
}

function strings(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: readonly unknown[] = value;
  return items.every((item) => typeof item === 'string') ? items : undefined;
}

function boolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
